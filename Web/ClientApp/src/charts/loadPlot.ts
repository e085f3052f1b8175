/**
 * Loads uPlot, which comes when there is something to draw. It formats numbers by `navigator.language` as it is loaded, and Chromium under the POSIX
 * locale calls that "en-US@posix", which Intl refuses: uPlot would not load at all there.
 */
export function loadPlot(): Promise<typeof import('./stackPlot')> {
  try {
    new Intl.NumberFormat(navigator.language);
  } catch {
    Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true });
  }
  return import('./stackPlot');
}
