declare module 'virtual:world-outline' {
  /** The addresses of outlines of the world's countries (TopoJSON): 1:110 million, and 1:50 million. */
  export const outline: string;
  export const fine: string;
}
