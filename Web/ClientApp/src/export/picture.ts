import type { About } from './about';
import { pngOf } from './png';
import { escape } from './xml';

/** A picture's colours: those of the page, in the theme that is seen. */
export interface Ink {
  background: string;
  text: string;
  muted: string;
}

export function inkOfPage(): Ink {
  const style = getComputedStyle(document.body);
  return {
    background: style.backgroundColor,
    text: style.color,
    muted: style.getPropertyValue('--muted'),
  };
}

/** Points below a picture, for what it is of. */
export const below = 26;
/** Where the words stand there. */
export const captionAt = { x: 10, y: 17 };

export function caption(about: About, credits = ''): string {
  const time = (iso: string): string => iso.slice(0, 16).replace('T', ' ');
  return [
    `FlowOptics, ${about.shown}`,
    about.asked,
    `${time(about.from)} – ${time(about.to)} UTC`,
    about.account,
    about.region,
    about.filter,
    credits,
  ]
    .filter(Boolean)
    .join(' · ');
}

/**
 * A picture with its ground, and below it what it is of. @param credits whom the data has to be credited to
 */
export function framed(
  about: About,
  ink: Ink,
  { width, height }: { width: number; height: number },
  body: string,
  credits = '',
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height + below}" width="${width}" height="${height + below}" font-family="system-ui, sans-serif" font-size="11">`,
    `<rect width="100%" height="100%" fill="${ink.background}"/>`,
    body,
    `<text x="${captionAt.x}" y="${height + captionAt.y}" fill="${ink.muted}">${escape(caption(about, credits))}</text>`,
    '</svg>',
    '',
  ].join('\n');
}

/** The picture in pixels, so many of them a point. */
export async function toPng(svg: string, ratio: number): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * ratio);
    canvas.height = Math.round(image.height * ratio);
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await pngOf(canvas);
  } finally {
    URL.revokeObjectURL(url);
  }
}
