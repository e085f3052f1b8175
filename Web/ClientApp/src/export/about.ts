/** What a file is of: numbers that have left the page do not say it themselves. */
export interface About {
  /** What of the page it is: "map", "series". */
  shown: string;
  /** Which part of that: "inspect 10.0.3.7". */
  asked?: string;
  /** The range, ISO 8601. */
  from: string;
  to: string;
  account: string | null;
  region: string | null;
  filter: string;
  /** What values without a unit of their own are counted in. */
  units?: string | undefined;
  /** The address that shows it. */
  link: string;
  exported: string;
}

/** "flowoptics-map-2026-11-22T1605Z": what and from when, in letters that every file system takes. */
export const fileName = ({ shown, from }: About): string =>
  `flowoptics-${shown}-${from.slice(0, 16).replaceAll(':', '')}Z`;

export const toJson = (about: About, content: object): string => `${JSON.stringify({ about, ...content }, null, 2)}\n`;
