type Environment = Readonly<Record<string, string | undefined>>

/** What a jail removes as well: ways to the keyring, to key agents and to screens, which may lead to either. */
const notInJail: ReadonlySet<string> = new Set([
  'DBUS_SESSION_BUS_ADDRESS',
  'SSH_AUTH_SOCK',
  'SSH_AGENT_PID',
  'GPG_AGENT_INFO',
  'GNOME_KEYRING_CONTROL',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'TMUX',
  'STY',
  'DOCKER_HOST',
])

/** Names are case-insensitive on Windows. */
const isOfCredentials = (name: string): boolean => /^(?:AWS|AMAZON|STACKPASS)_/i.test(name)

/** The environment of a program with a lease: its own, with the lease as the only way to credentials. */
export function leasedEnvironment(
  env: Environment,
  files: { readonly config: string; readonly credentials: string },
  isInJail: boolean,
): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !isOfCredentials(entry[0]) && !(isInJail && notInJail.has(entry[0])),
  )
  return {
    ...Object.fromEntries(kept),
    AWS_CONFIG_FILE: files.config,
    AWS_SHARED_CREDENTIALS_FILE: files.credentials,
    AWS_EC2_METADATA_DISABLED: 'true',
  }
}
