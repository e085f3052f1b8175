import { toPng } from './picture';

export type FileKind = 'png' | 'svg' | 'csv' | 'json' | 'graphml';

type Made = Blob | string | null;

/** A file that a view offers; it is made when it is asked for. */
export interface ExportFile {
  kind: FileKind;
  /** What is in it, in few words. */
  note: string;
  make: () => Made | Promise<Made>;
}

export const types: Record<FileKind, string> = {
  png: 'image/png',
  svg: 'image/svg+xml',
  csv: 'text/csv',
  json: 'application/json',
  graphml: 'application/graphml+xml',
};

/** A picture that is made as SVG, as both. */
export const pictureFiles = (make: () => Promise<string | null>): ExportFile[] => [
  {
    kind: 'png',
    note: 'picture, two pixels a point',
    make: async () => {
      const svg = await make();
      return svg === null ? null : toPng(svg, 2);
    },
  },
  { kind: 'svg', note: 'picture, to be changed', make },
];
