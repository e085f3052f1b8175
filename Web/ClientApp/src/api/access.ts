/**
 * What goes with questions where people sign in; nothing where nobody does. Sign-in itself is loaded when a service asks for it first, and puts its own in here (sign-in/session.ts).
 */
export const access: {
  token: string;
  /** Gets another token than the one that was refused, or rejects. A worker has none: it tells the page. */
  renew?: (refused: string) => Promise<void>;
  /** Lets one live connection in, which cannot carry a token. */
  ticket?: () => Promise<string>;
} = { token: '' };
