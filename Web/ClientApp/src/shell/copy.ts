/** Copies text; false where the browser refuses (no permission, a page that is neither https nor localhost). */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
