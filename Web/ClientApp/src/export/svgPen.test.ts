import { beforeAll, expect, test, vi } from 'vitest';

// Node has no Path2D, and a kept path needs of it no more than to be one.
beforeAll(() => vi.stubGlobal('Path2D', class {}));

test('What is drawn is written down in its order, with its style', async () => {
  const { KeptPath } = await import('../drawing/pen');
  const { SvgPen } = await import('./svgPen');
  const pen = new SvgPen((text) => ({ width: 6 * text.length }) as TextMetrics);
  pen.fillStyle = '#123456';
  pen.fill(new KeptPath('M0 0L1 1Z'));
  pen.beginPath();
  pen.moveTo(1, 2);
  pen.lineTo(3.456, 4);
  pen.strokeStyle = 'red';
  pen.lineWidth = 0.5;
  pen.globalAlpha = 0.25;
  pen.setLineDash([4, 3]);
  pen.stroke();
  pen.setLineDash([]);
  pen.globalAlpha = 1;
  pen.beginPath();
  pen.arc(5, 5, 2);
  pen.fill();
  pen.textBaseline = 'middle';
  pen.fillText('a<b', 1, 1);
  expect(pen.take().split('\n')).toEqual([
    '<path d="M0 0L1 1Z" fill="#123456"/>',
    '<path d="M1 2L3.46 4" fill="none" stroke="red" stroke-width="0.5" stroke-linejoin="miter" stroke-opacity="0.25" stroke-dasharray="4 3"/>',
    '<path d="M3 5a2 2 0 1 0 4 0a2 2 0 1 0 -4 0Z" fill="#123456"/>',
    '<text x="1" y="1" dy="0.35em" style="font:10px sans-serif" fill="#123456">a&lt;b</text>',
  ]);
  expect(pen.take()).toBe('');
});
