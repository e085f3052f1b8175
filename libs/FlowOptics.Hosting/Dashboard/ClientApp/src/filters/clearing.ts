import { forget } from '../api/telemetry';
import { notices } from '../shell/notices.svelte';

/** What the button Clear forgets: of the chosen resource, or of all. */
export const whatOf = (signal: Parameters<typeof forget>[0], resource: string): string =>
  `${signal} of ${resource === '' ? 'all resources' : resource}`;

export async function clear(
  signal: Parameters<typeof forget>[0],
  resource: string,
  cleared: () => void,
): Promise<void> {
  try {
    await forget(signal, resource);
    cleared();
  } catch (error) {
    notices.show(`Forget the ${whatOf(signal, resource)}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
