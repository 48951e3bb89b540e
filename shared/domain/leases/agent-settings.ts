import type { KnownAgent } from './agent-kinds.ts'

/** The part for one file of an agent, to merge into its content. */
export interface AgentSettings {
  readonly file: string
  readonly text: string
}

export interface AgentAdvice {
  readonly agent: KnownAgent
  readonly settings: readonly AgentSettings[]
  /** What they do not do. */
  readonly limit: string
}

interface Place {
  /** Absolute folders and files that an agent must not read. */
  readonly hidden: readonly string[]
  readonly homeDir: string
  /** How Stackpass is started: its name, or a full path. */
  readonly program: string
}

const json = (value: object): string => JSON.stringify(value, undefined, 2)
/** TOML accepts the strings of JSON, except for DEL. */
const quoted = (text: string): string => JSON.stringify(text).replaceAll('\u007f', String.raw`\u007f`)

const mcp = ({ program }: Place) => ({ command: program, args: ['mcp'] })
const noMetadata = { AWS_EC2_METADATA_DISABLED: 'true' }

/** A folder and what is below it, as Claude Code writes absolute paths: `~/` or two slashes. */
function rulePath(path: string, { homeDir }: Place): string {
  const slashed = path.replaceAll('\\', '/')
  const home = homeDir.replaceAll('\\', '/')
  if (slashed.startsWith(`${home}/`)) return `~${slashed.slice(home.length)}`
  return `//${slashed.replace(/^([A-Za-z]):/, '$1').replace(/^\//, '')}`
}

const makers: Readonly<Record<KnownAgent, (place: Place) => Omit<AgentAdvice, 'agent'>>> = {
  'claude-code': (place) => ({
    settings: [
      {
        file: '~/.claude/settings.json',
        text: json({
          permissions: {
            deny: place.hidden.flatMap((path) => {
              const rule = rulePath(path, place)
              return [`Read(${rule})`, `Read(${rule}/**)`, `Edit(${rule}/**)`]
            }),
          },
          sandbox: { enabled: true, filesystem: { denyRead: [...place.hidden] } },
          env: noMetadata,
        }),
      },
      { file: '.mcp.json (of a project)', text: json({ mcpServers: { stackpass: mcp(place) } }) },
    ],
    limit: 'The rules hold for its own tools, the sandbox for the commands that it runs in it.',
  }),
  codex: (place) => ({
    settings: [
      {
        file: '~/.codex/config.toml',
        text: [
          '# Not beside sandbox_mode, which comes before it.',
          'default_permissions = "without-aws"',
          '',
          '[permissions.without-aws]',
          'extends = ":workspace"',
          '',
          '[permissions.without-aws.filesystem]',
          ...place.hidden.map((path) => `${quoted(path)} = "deny"`),
          '',
          '[shell_environment_policy]',
          'exclude = ["AWS_*", "STACKPASS_*"]',
          `set = { AWS_EC2_METADATA_DISABLED = "true" }`,
          '',
          '[mcp_servers.stackpass]',
          `command = ${quoted(place.program)}`,
          'args = ["mcp"]',
        ].join('\n'),
      },
    ],
    limit: 'Permission profiles are a beta of Codex; run /status to see whether yours applied it.',
  }),
  cursor: (place) => ({
    settings: [
      {
        file: '~/.cursor/cli-config.json',
        text: json({
          permissions: { deny: place.hidden.flatMap((path) => [`Read(${path})`, `Read(${path}/**)`]) },
        }),
      },
      { file: '~/.cursor/mcp.json', text: json({ mcpServers: { stackpass: mcp(place) } }) },
    ],
    limit:
      'The denied reads apply to the Cursor CLI. The editor has no such setting for files outside the project.',
  }),
  'gemini-cli': (place) => ({
    settings: [{ file: '~/.gemini/settings.json', text: json({ mcpServers: { stackpass: mcp(place) } }) }],
    limit: 'It has no setting that keeps it from files outside the project.',
  }),
  vscode: (place) => ({
    settings: [
      {
        file: '.vscode/mcp.json (of a project)',
        text: json({ servers: { stackpass: { type: 'stdio', ...mcp(place) } } }),
      },
    ],
    limit: 'It has no setting that keeps an agent from files outside the project.',
  }),
}

/** Settings that keep an agent from the keys and show it Stackpass. */
export function adviceFor(agent: KnownAgent, place: Place): AgentAdvice {
  return { agent, ...makers[agent](place) }
}
