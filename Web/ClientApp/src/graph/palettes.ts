import type { GraphPalette } from './renderer/graphRenderer';

// Group colours can be told apart with the usual colour blindnesses (Okabe and Ito's order, darkened or lightened for the
// background) and leave red to what was rejected. The last one is for groups that came too late for a colour of their own.
export const palettes: Record<'light' | 'dark', GraphPalette> = {
  light: {
    background: '#f6f7f9',
    text: '#161a22',
    muted: '#566070',
    box: '#ffffff',
    boxBorder: '#c3cad5',
    accepted: '#8795ab',
    rejected: '#c81e4c',
    lit: '#2b59d9',
    fresh: '#0d7d4d',
    changed: '#a35b00',
    gone: '#6b7688',
    groups: ['#2b6fc2', '#c77700', '#128a6a', '#7a4fc4', '#1797b8', '#a0622d', '#5c7a1f', '#5b6b86', '#98a2b3'],
  },
  dark: {
    background: '#0c0f15',
    text: '#e6e9ef',
    muted: '#97a2b4',
    box: '#161b25',
    boxBorder: '#3a4453',
    accepted: '#5d6a80',
    rejected: '#ff5d80',
    lit: '#82a3ff',
    fresh: '#4fd394',
    changed: '#f0b557',
    gone: '#97a2b4',
    groups: ['#5aa2f0', '#f0a73a', '#3fc79b', '#b08cf5', '#46cbe8', '#d79a63', '#a6c84e', '#93a4c4', '#6b7688'],
  },
};
