import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { cityName, codeOf, countryName } from './countries';

interface Atlas {
  objects: { countries: { geometries: { id?: string; properties: { name: string } }[] } };
}
const atlas = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('world-atlas/countries-110m.json'), 'utf8'),
) as Atlas;

test('Each outline with a number has a code, and the code has a name', () => {
  for (const { id, properties } of atlas.objects.countries.geometries) {
    const code = codeOf(id, properties.name);
    if (id === undefined && properties.name !== 'Kosovo') expect(code).toBeNull();
    else expect(countryName(code!), properties.name).not.toBe(code);
  }
});

test('A code that is none comes back as it is', () => {
  expect(countryName('??')).toBe('??');
  expect(countryName('')).toBe('Unknown country');
});

test('Districts are left out', () => expect(cityName('Frankfurt am Main (Innenstadt I)')).toBe('Frankfurt am Main'));
