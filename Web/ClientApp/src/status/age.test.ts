import { expect, test } from 'vitest';
import type { Meta } from '../api/types';
import { newestAge } from './age';

const now = '2026-11-23T00:00:10Z';
const live = (newestArrival: string | null): Meta['live'] => ({ newestArrival }) as Meta['live'];

test('Data is as old as the newest record of history', () => {
  expect(newestAge({ now, newestRecordAgeSeconds: 7, live: live('2026-11-23T00:00:09Z') })).toBe(7000);
});

test('Where history holds no record, what came live last counts', () => {
  expect(newestAge({ now, newestRecordAgeSeconds: null, live: live('2026-11-23T00:00:08Z') })).toBe(2000);
  expect(newestAge({ now, newestRecordAgeSeconds: null, live: live(null) })).toBeNull();
});
