/** What a pointer does on a drawing, in pixels of its element. */
export interface PointerActions {
  hover(x: number, y: number): void;
  leave(): void;
  click(x: number, y: number): void;
  pan(dx: number, dy: number): void;
  zoom(factor: number, x: number, y: number): void;
  /** True when something at this place wants to be dragged itself. */
  grab?(x: number, y: number): boolean;
  drag?(x: number, y: number): void;
  drop?(): void;
}

/** Wheel, drag, pinch and click of mouse, pen and fingers; a press that moved further than this is no click. */
const clickSlack = 4;

export function attachPointer(element: HTMLElement, actions: PointerActions): () => void {
  const down = new Map<number, { x: number; y: number }>();
  let moved = 0;
  let grabbed = false;
  const abort = new AbortController();

  const at = (event: PointerEvent | WheelEvent): { x: number; y: number } => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  function pointerDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    const point = at(event);
    element.setPointerCapture(event.pointerId);
    down.set(event.pointerId, point);
    if (down.size === 1) {
      moved = 0;
      grabbed = actions.grab?.(point.x, point.y) ?? false;
    } else if (grabbed) {
      grabbed = false;
      actions.drop?.();
    }
  }

  function pointerMove(event: PointerEvent): void {
    const point = at(event);
    const before = down.get(event.pointerId);
    if (before === undefined) {
      if (event.pointerType !== 'touch') actions.hover(point.x, point.y);
      return;
    }
    moved += Math.hypot(point.x - before.x, point.y - before.y);
    if (down.size === 1) {
      if (moved <= clickSlack) return;
      if (grabbed) actions.drag?.(point.x, point.y);
      else actions.pan(point.x - before.x, point.y - before.y);
    } else {
      const other = [...down].find(([id]) => id !== event.pointerId)![1];
      const [was, is] = [distance(before, other), distance(point, other)];
      actions.pan((point.x - before.x) / 2, (point.y - before.y) / 2);
      if (was > 0) actions.zoom(is / was, (point.x + other.x) / 2, (point.y + other.y) / 2);
    }
    down.set(event.pointerId, point);
  }

  function pointerUp(event: PointerEvent): void {
    if (!down.delete(event.pointerId)) return;
    const point = at(event);
    if (grabbed) actions.drop?.();
    if (moved <= clickSlack && down.size === 0 && event.type === 'pointerup') actions.click(point.x, point.y);
    grabbed = false;
  }

  function wheel(event: WheelEvent): void {
    event.preventDefault();
    const point = at(event);
    // Lines and pages (Firefox) to pixels; a pinch on a trackpad comes as a wheel with ctrl and small steps.
    const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
    const delta = Math.max(-240, Math.min(240, event.deltaY * unit));
    actions.zoom(Math.exp(-delta * (event.ctrlKey ? 0.01 : 0.0016)), point.x, point.y);
  }

  const options = { signal: abort.signal };
  element.addEventListener('pointerdown', pointerDown, options);
  element.addEventListener('pointermove', pointerMove, options);
  element.addEventListener('pointerup', pointerUp, options);
  element.addEventListener('pointercancel', pointerUp, options);
  element.addEventListener('pointerleave', () => down.size === 0 && actions.leave(), options);
  element.addEventListener('wheel', wheel, { ...options, passive: false });
  return () => abort.abort();
}

const distance = (a: { x: number; y: number }, b: { x: number; y: number }): number => Math.hypot(a.x - b.x, a.y - b.y);
