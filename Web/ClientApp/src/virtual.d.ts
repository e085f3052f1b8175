declare module 'virtual:world-outline' {
  /** The address of the outline of the world's countries (TopoJSON). */
  const url: string;
  export default url;
}
