import type { GraphGroup, GraphMode, PortLabel } from '../api/types';
import type { Span } from '../play/timeline';
import { formatSpan, numbers, oneOf, parseSpan, positive, type Put } from '../state/query';
import type { Pin } from './layout/layout';
import type { Look } from './renderer/graphRenderer';
import type { ColourBy } from './scene/groups';
import type { Measure } from './scene/traffic';

export interface GraphState {
  mode: GraphMode;
  ips: string[];
  cidr: string;
  label: PortLabel;
  limit: number;
  /** What a node is. */
  group: GraphGroup;
  /** group=tag: the field that holds the tag. */
  tag: string;
  /** group=subnet: prefixes of one's own, beside /24 and /64. */
  subnets: string[];
  /** The group whose addresses are shown one by one. */
  expand: string | null;
  /** Which links are the largest; null: by the chosen units. */
  order: Measure | null;
  /** Whether traffic that both of its interfaces logged counts once. */
  dedupe: boolean;
  colour: ColourBy;
  /** Null: folded when the graph is large. */
  fold: boolean | null;
  /** Whether leaves stand as groups; null: when there are too many nodes. */
  collapse: boolean | null;
  /** Groups of leaves that were opened again. */
  opened: string[];
  /** Nodes that are not shown, the last hidden last. */
  hide: string[];
  table: boolean;
  /** Whether the time slider is there. */
  slider: boolean;
  /** The part of the range that the time slider shows; null: all of it. */
  window: Span | null;
  /** Steps a second of the play. */
  speed: number;
  /** The selected node, or a link as "source>target>label". */
  select: string | null;
  /** Nodes that were put in their place. */
  pins: readonly Pin[];
  /** Where the picture is looked at; null: all of it. */
  camera: Look | null;
}

export const defaultLimit = 2000;

const modes: readonly GraphMode[] = ['all', 'correlate', 'inspect', 'rejects'];
const colours: readonly ColourBy[] = ['subnet', 'kind', 'country', 'network', 'vpc', 'account'];
const measures: readonly Measure[] = ['bytes', 'packets', 'flows'];
/** Steps a second. */
export const speeds = [0.5, 1, 2] as const;
export const groups = ['ip', 'subnet', 'eni', 'instance', 'vpc', 'tag', 'country', 'asn', 'service'] as const;
export const tags = ['instance-tag', 'instance-tag-2', 'interface-tag', 'interface-tag-2', 'asg-tag', 'asg-tag-2'];

export const initial: GraphState = {
  mode: 'all',
  ips: [],
  cidr: '',
  label: 'service',
  limit: defaultLimit,
  group: 'ip',
  tag: tags[0]!,
  subnets: [],
  expand: null,
  order: null,
  dedupe: true,
  colour: 'subnet',
  fold: null,
  collapse: null,
  opened: [],
  hide: [],
  table: false,
  slider: false,
  window: null,
  speed: 1,
  select: null,
  pins: [],
  camera: null,
};

export function parse(query: URLSearchParams): GraphState {
  return {
    mode: oneOf(query.get('mode'), modes, query.get('ips') ? 'inspect' : 'all'),
    ips: split(query.get('ips'), /[\s,]+/),
    cidr: query.get('cidr') ?? '',
    label: oneOf(query.get('label'), ['service', 'source'], 'service'),
    limit: Math.min(100_000, positive(query.get('limit')) ?? defaultLimit),
    group: oneOf(query.get('group'), groups, 'ip'),
    tag: oneOf(query.get('tag'), tags, tags[0]!),
    subnets: split(query.get('subnets'), /[\s,]+/),
    expand: query.get('expand') || null,
    order: measures.find((one) => one === query.get('order')) ?? null,
    dedupe: query.get('dedupe') !== '0',
    colour: oneOf(query.get('colour'), colours, 'subnet'),
    fold: flag(query.get('fold')),
    collapse: flag(query.get('collapse')),
    opened: split(query.get('opened'), '|'),
    hide: split(query.get('hide'), '|'),
    table: query.get('table') === '1',
    slider: query.get('slider') === '1' || query.has('window'),
    window: parseSpan(query.get('window')),
    speed: speeds.find((speed) => String(speed) === query.get('speed')) ?? 1,
    select: query.get('select'),
    pins: split(query.get('pins'), '|').flatMap(parsePin),
    camera: parseLook(query.get('camera')),
  };
}

export function format(state: GraphState, put: Put): void {
  put('mode', state.mode, state.ips.length > 0 ? '' : 'all');
  put('ips', state.ips.join(','));
  put('cidr', state.cidr);
  put('label', state.label, 'service');
  put('limit', String(state.limit), String(defaultLimit));
  put('group', state.group, 'ip');
  put('tag', state.tag, tags[0]);
  put('subnets', state.subnets.join(','));
  put('expand', state.expand);
  put('order', state.order);
  put('dedupe', state.dedupe ? null : '0');
  put('colour', state.colour, 'subnet');
  put('fold', bit(state.fold));
  put('collapse', bit(state.collapse));
  put('opened', state.opened.join('|'));
  put('hide', state.hide.join('|'));
  put('table', state.table ? '1' : null);
  put('slider', state.slider && state.window === null ? '1' : null);
  put('window', formatSpan(state.window));
  put('speed', String(state.speed), '1');
  put('select', state.select);
  put('pins', state.pins.map(({ id, x, y }) => `${Math.round(x)},${Math.round(y)},${id}`).join('|'));
  put(
    'camera',
    state.camera?.map((value, at) => String(Number(at < 2 ? value.toFixed() : value.toPrecision(3)))).join(',') ?? null,
  );
}

/** The place comes first: an address has no comma, but what else stands for a node may. */
function parsePin(text: string): Pin[] {
  const [, x, y, id] = /^(-?\d+),(-?\d+),(.+)$/.exec(text) ?? [];
  return id === undefined ? [] : [{ id, x: Number(x), y: Number(y) }];
}

function parseLook(text: string | null): Look | null {
  const look = numbers(text);
  return look !== null && look[2] > 0 ? look : null;
}

const split = (text: string | null, at: string | RegExp): string[] => (text ?? '').split(at).filter(Boolean);
const flag = (text: string | null): boolean | null => (text === null ? null : text === '1');
const bit = (value: boolean | null): string | null => (value === null ? null : value ? '1' : '0');
