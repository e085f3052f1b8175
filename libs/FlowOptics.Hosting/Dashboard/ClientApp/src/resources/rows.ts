import { stateOf, type Resource } from '../api/resources';

/** Resources that contain every word of the filter in what the table shows of them. */
export function matching(resources: readonly Resource[], filter: string): readonly Resource[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return resources;
  return resources.filter((one) => {
    const text = [one.id, one.type, stateOf(one).text, one.reason ?? '', one.source, ...one.urls.map(({ url }) => url)]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Children below their parents, as far as both are shown; else in the order that was given. */
export function nested(resources: readonly Resource[]): { resource: Resource; depth: number }[] {
  const names = new Set(resources.map(({ name }) => name));
  const parentOf = (one: Resource): string | undefined =>
    one.relationships.find(({ type, to }) => type === 'Parent' && names.has(to) && to !== one.name)?.to;
  const rows: { resource: Resource; depth: number }[] = [];
  const placed = new Set<string>();
  const place = (one: Resource, depth: number): void => {
    if (placed.has(one.id)) return;
    placed.add(one.id);
    rows.push({ resource: one, depth });
    for (const child of resources) if (parentOf(child) === one.name) place(child, depth + 1);
  };
  for (const one of resources) if (parentOf(one) === undefined) place(one, 0);
  // Parents in a circle: each is somebody's child, and all are shown.
  for (const one of resources) place(one, 0);
  return rows;
}
