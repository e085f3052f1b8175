import { page } from '../state/page.svelte';
import { formatUnits, type Units } from '../state/units';
import type { About } from './about';

/** What is shown now. @param span ISO 8601, or milliseconds since 1970 */
export function aboutShown(shown: string, span: { from: string | number; to: string | number }, units?: Units): About {
  const { account, region, filter } = page.state;
  return {
    shown,
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
    account,
    region,
    filter,
    units: units && (formatUnits(units) ?? undefined),
    link: location.href,
    exported: new Date().toISOString(),
  };
}
