import { page } from '../state/page.svelte';
import type { GraphModel } from './model.svelte';
import { buildScene, boxedUpTo, type Scene } from './scene/scene';
import { findSelection } from './scene/selection';
import { showAnswer, type Shown } from './scene/shown';
import type { Hit } from './renderer/graphRenderer';

const narrow = matchMedia('(max-width: 700px)');

/** What is shown of the answer, and what is done with it: hidden, opened, selected. All of it stands in the address. */
export class ShownModel {
  readonly #model: GraphModel;
  search = $state('');
  lassoed = $state.raw<readonly string[] | null>(null);

  constructor(model: GraphModel) {
    this.#model = model;
  }

  // Each is taken from the state by itself, so that a selection does not build the scene anew.
  readonly #hide = $derived(page.state.graph.hide);
  readonly #opened = $derived(page.state.graph.opened);
  readonly #collapse = $derived(page.state.graph.collapse);
  readonly #colour = $derived(page.state.graph.colour);
  readonly #fold = $derived(page.state.graph.fold);

  readonly shown: Shown | null = $derived.by(() => {
    const answer = this.#model.answer;
    if (answer === null) return null;
    return showAnswer(answer, {
      hidden: new Set(this.#hide),
      collapse: this.#collapse,
      opened: new Set(this.#opened),
    });
  });

  readonly scene: Scene | null = $derived.by(() => {
    const answer = this.#model.answer;
    if (this.shown === null || answer === null) return null;
    return buildScene(this.shown, {
      colour: this.#colour,
      fold: this.#fold,
      roomForBoxes: narrow.matches ? 10 : boxedUpTo,
      window: answer.source === 'live' ? liveWindow(answer.from, answer.links) : null,
    });
  });

  readonly selected: Hit | null = $derived(
    this.scene === null ? null : findSelection(this.scene, page.state.graph.select),
  );

  /** Nodes that the search or the lasso found. */
  readonly marked: ReadonlySet<number> | null = $derived.by(() => {
    const scene = this.scene;
    if (scene === null) return null;
    const wanted = this.search.trim().toLowerCase();
    if (wanted !== '')
      return new Set([...scene.nodes.keys()].filter((node) => matches(scene.shown.nodes[node]!, wanted)));
    if (this.lassoed === null) return null;
    return new Set(this.lassoed.flatMap((id) => scene.index.get(id) ?? []));
  });

  select(text: string | null): void {
    page.refine({ graph: { select: text } });
  }

  hide(ids: readonly string[]): void {
    this.lassoed = null;
    const { hide } = page.state.graph;
    page.go({ graph: { hide: [...new Set([...hide, ...ids])], select: null } });
  }

  unhide(ids: readonly string[]): void {
    const gone = new Set(ids);
    page.go({ graph: { hide: page.state.graph.hide.filter((id) => !gone.has(id)) } });
  }

  /** Opens a group, or closes it again: leaves here, a group of the server by asking for its addresses. */
  toggleOpen(id: string): void {
    const { expand, opened } = page.state.graph;
    const node = this.shown?.nodes.find((one) => one.id === id);
    if (node?.leaves !== undefined) page.go({ graph: { opened: [...opened, id] } });
    else if (node !== undefined && node.group !== 'ip') page.go({ graph: { expand: id, select: null } });
    else if (expand === id) page.go({ graph: { expand: null } });
  }

  clear(): void {
    this.search = '';
    this.lassoed = null;
    this.select(null);
  }
}

function matches(node: Shown['nodes'][number], wanted: string): boolean {
  const texts = [node.id, node.organization, node.interfaceId, node.instanceId, node.city, node.country];
  return (
    texts.some((text) => text?.toLowerCase().includes(wanted)) ||
    (node.leaves?.some((leaf) => leaf.includes(wanted)) ?? false)
  );
}

/** The live window by arrival says nothing of when records were: it ends with the latest of them. */
function liveWindow(from: string, links: readonly { last: string }[]): { from: number; to: number } {
  const last = links.reduce((most, link) => (link.last > most ? link.last : most), from);
  return { from: Date.parse(from), to: Date.parse(last) };
}
