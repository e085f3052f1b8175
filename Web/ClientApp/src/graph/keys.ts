import { shortcuts, type OwnKey } from '../shell/keys.svelte';
import { page } from '../state/page.svelte';
import type { Drawn } from './drawn.svelte';
import type { GraphModel } from './model.svelte';
import type { Replay } from './replay.svelte';
import type { ShownModel } from './shownModel.svelte';
import { nextLink, strongest, walk } from './walk';

interface Parts {
  drawn: () => Drawn | null;
  search: () => void;
  /** Puts the focus into the selection's panel. */
  panel: () => void;
  replay: Replay;
}

/** What the keyboard does in the graph: everything that a pointer does. */
export function attachKeys(model: GraphModel, view: ShownModel, { drawn, search, panel, replay }: Parts): () => void {
  const node = (): number | null => {
    const hit = view.selected;
    return hit?.kind === 'node' ? hit.node : null;
  };
  const selectNode = (at: number | null): void => {
    if (at === null || view.scene === null) return;
    view.select(view.scene.nodes[at]!.id);
    drawn()?.renderer.reveal(at);
  };
  const withNode = (run: (id: string, at: number) => void): void => {
    const at = node();
    if (at !== null && view.scene !== null) run(view.scene.nodes[at]!.id, at);
  };
  const own: OwnKey[] = [
    {
      key: 'Enter',
      does: 'select the busiest address; then go into its panel',
      run: () =>
        view.selected !== null ? panel() : view.scene !== null && selectNode(strongest(view.scene, view.marked)),
    },
    {
      key: 'n',
      does: 'the next link of the selected address',
      run: () => view.scene !== null && view.select(nextLink(view.scene, page.state.graph.select)),
    },
    { key: 'h', does: 'hide the selected address', run: () => withNode((id) => view.hide([id])) },
    { key: 'u', does: 'show what was hidden last', run: () => view.unhide(page.state.graph.hide.slice(-1)) },
    { key: 'x', does: 'open the selected group, or close it', run: () => withNode((id) => view.toggleOpen(id)) },
    {
      key: 'p',
      does: 'pin the selected address, or let it go',
      run: () => withNode((_, at) => drawn()?.togglePin(at)),
    },
    { key: '{', does: 'time slider: the window before', run: () => page.state.graph.slider && replay.play.step(-1) },
    { key: '}', does: 'time slider: the next window', run: () => page.state.graph.slider && replay.play.step(1) },
    { key: 'z', does: 'freeze the layout', run: () => drawn()?.freeze() },
  ];
  shortcuts.view = {
    search,
    own,
    table: () => page.go({ graph: { table: !page.state.graph.table } }),
    fit: () => drawn()?.renderer.fit(),
    zoom: (factor) => drawn()?.renderer.zoom(factor),
    // With an address selected the arrows walk to its neighbours, else they move the picture.
    pan: (x, y) => {
      const [at, positions] = [node(), drawn()?.renderer.positions];
      if (at === null || view.scene === null || positions === undefined) drawn()?.renderer.pan(x, y);
      else selectNode(walk(view.scene, positions, at, -x, -y));
    },
    clear: () => view.clear(),
    pause: () => {
      if (replay.span === null) model.paused = !model.paused;
      else if (page.state.graph.slider) replay.play.toggle();
      else page.go({ graph: { slider: true } });
    },
  };
  return () => (shortcuts.view = {});
}
