const staysFor = 8_000;

/** What went wrong with what was asked for, said once at the page's foot. */
class Notices {
  text = $state('');
  #timer = 0;

  show(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => (this.text = ''), staysFor);
  }
}

export const notices = new Notices();
