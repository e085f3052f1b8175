import type { View } from '../state/views';

/** One line for who opens a view for the first time. */
export const hints: Record<View, string | null> = {
  map: 'Click a country for its detail. Space pauses, and the time range goes back as far as history does.',
  graph: 'Click an address to see whom it talks to. / finds one, t shows the same as a table.',
  explore: 'Drag over the chart to look closer, click a group to filter by it. [ and ] step through time.',
  findings: 'j and k go through the list. Graph, Map and Records show what a finding is made of.',
  status: null,
};
