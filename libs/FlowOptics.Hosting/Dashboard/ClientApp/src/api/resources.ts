import { post } from './client';

/** A row of the resources table: one instance of a resource. */
export interface Resource {
  id: string;
  name: string;
  type: string;
  state: string;
  health: 'healthy' | 'unhealthy' | 'starting' | null;
  reason: string | null;
  exitCode: number | null;
  source: string;
  /** A value that is hidden until it is asked for. */
  secret: boolean;
  processId: number | null;
  started: string | null;
  stopped: string | null;
  urls: { name: string | null; url: string; text: string }[];
  relationships: Relationship[];
  commands: CustomCommand[];
}

/** `to` is a resource's name, which all its replicas share. */
export interface Relationship {
  to: string;
  type: string;
}

export interface CustomCommand {
  name: string;
  text: string;
  description: string | null;
  confirm: string | null;
  enabled: boolean;
  highlighted: boolean;
}

export interface ResourceDetails {
  id: string;
  properties: { name: string; value: unknown; sensitive: boolean }[];
  endpoints: { name: string; url: string; text: string; internal: boolean }[];
  environment: { name: string; value: string | null; sensitive: boolean; fromSpec: boolean }[];
  health: {
    name: string;
    status: 'healthy' | 'unhealthy' | 'degraded' | null;
    description: string | null;
    exception: string | null;
    lastRun: number | null;
  }[];
  relationships: Relationship[];
}

/** `start`, `stop`, `restart`, or a command that Program.cs has added. */
export const execute = (id: string, command: string): Promise<void> =>
  post(`/api/resources/${encodeURIComponent(id)}/${encodeURIComponent(command)}`);

/** Parameters and connection strings: they have a value, and nobody runs them. */
export const isValue = ({ type }: Resource): boolean => type === 'Parameter' || type === 'ConnectionString';

/** What can be started and stopped, and has a console. */
export const isProcess = (resource: Resource): boolean => !isValue(resource) && resource.type !== 'ExternalService';

export function isRunning(resource: Resource): boolean {
  return ['Running', 'Starting', 'Waiting', 'Stopping'].includes(resource.state);
}

export type Look = 'good' | 'warn' | 'bad' | 'busy' | 'off';

/** What the state column says, and how it looks. The look never stands alone. */
export function stateOf(resource: Resource): { text: string; look: Look } {
  switch (resource.state) {
    case 'Running':
      if (resource.health === 'unhealthy') return { text: 'Running (unhealthy)', look: 'warn' };
      return resource.health === 'starting'
        ? { text: 'Running (not checked yet)', look: 'busy' }
        : { text: 'Running', look: 'good' };
    case 'RuntimeUnhealthy':
      return { text: 'Runtime unhealthy', look: 'bad' };
    case 'FailedToStart':
      return { text: 'Failed to start', look: 'bad' };
    case 'Exited':
      return {
        text: `Exited (${resource.exitCode})`,
        look: resource.exitCode === 0 || resource.reason === 'stopped' ? 'off' : 'bad',
      };
    case 'Starting':
    case 'Waiting':
    case 'Stopping':
      return { text: resource.state, look: 'busy' };
    case 'Value missing':
      return { text: resource.state, look: 'warn' };
    case 'NotStarted':
      return { text: 'Not started', look: 'off' };
    default:
      return { text: resource.state, look: 'off' };
  }
}
