/** Ten colours that stay apart for colour-blind eyes in their order of use, and on both grounds; "other" is grey. */
const colours = {
  light: ['#3b62d9', '#e58a1f', '#1f9384', '#c23b78', '#7d5cc7', '#86a32a', '#44a0d6', '#a94f2a', '#5b6b85', '#cfae1c'],
  dark: ['#6d93ff', '#f5a94a', '#3fc4b2', '#ef6fa8', '#a98bf0', '#b3d153', '#74c5f2', '#dd8560', '#93a5c4', '#eed25b'],
} as const;

const others = { light: '#b9c1cd', dark: '#4a5568' } as const;

export type Scheme = keyof typeof colours;

export const otherColour = (scheme: Scheme): string => others[scheme];

/** The colour of the index-th series. What has a colour everywhere on the page keeps it: rejected is red. */
export function seriesColour(index: number, scheme: Scheme, dimension: string, value: string | null): string {
  if (dimension === 'action' && value === 'accept') return scheme === 'dark' ? '#4cc9c0' : '#0b8a93';
  if (dimension === 'action' && value === 'reject') return scheme === 'dark' ? '#ff6b8b' : '#b40937';
  return colours[scheme][index % colours[scheme].length]!;
}
