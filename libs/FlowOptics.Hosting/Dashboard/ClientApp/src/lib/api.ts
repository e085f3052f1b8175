export interface Resource {
  id: string;
  name: string;
  type: string;
  state: string;
  health: 'healthy' | 'unhealthy' | 'starting' | null;
  reason: string | null;
  exitCode: number | null;
  source: string;
  processId: number | null;
  started: string | null;
  stopped: string | null;
  urls: { name: string | null; url: string; text: string }[];
  waitsFor: string[];
}

export type Command = 'start' | 'stop' | 'restart';

export async function execute(id: string, command: Command): Promise<void> {
  const response = await fetch(`/api/resources/${encodeURIComponent(id)}/${command}`, { method: 'POST' });
  if (!response.ok) throw new Error(`${command} ${id}: ${response.status} ${await response.text()}`);
}

/** False where the dashboard wants a token first. */
export async function isSignedIn(): Promise<boolean> {
  const response = await fetch('/api/resources');
  return response.status !== 401;
}

export function isRunning(resource: Resource): boolean {
  return ['Running', 'Starting', 'Waiting', 'Stopping'].includes(resource.state);
}

/** What the state column says, and how it looks. The look never stands alone. */
export function stateOf(resource: Resource): { text: string; look: 'good' | 'busy' | 'bad' | 'off' } {
  switch (resource.state) {
    case 'Running':
      if (resource.health === 'unhealthy') return { text: 'Running (unhealthy)', look: 'bad' };
      return resource.health === 'starting' ? { text: 'Running (not checked yet)', look: 'busy' } : { text: 'Running', look: 'good' };
    case 'FailedToStart':
      return { text: 'Failed to start', look: 'bad' };
    case 'Exited':
      return { text: `Exited (${resource.exitCode})`, look: resource.exitCode === 0 || resource.reason === 'stopped' ? 'off' : 'bad' };
    case 'Starting':
    case 'Waiting':
    case 'Stopping':
      return { text: resource.state, look: 'busy' };
    case 'NotStarted':
      return { text: 'Not started', look: 'off' };
    default:
      return { text: resource.state, look: 'off' };
  }
}
