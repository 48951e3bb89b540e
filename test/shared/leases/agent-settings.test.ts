import { parse as parseToml } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { knownAgents } from '../../../shared/domain/leases/agent-kinds.ts'
import { adviceFor } from '../../../shared/domain/leases/agent-settings.ts'

const place = {
  hidden: ['/home/me/.aws', '/home/me/.config/stackpass', '/srv/aws "x"/config'],
  homeDir: '/home/me',
  program: '/opt/sp/stackpass',
}

describe('settings for agents', () => {
  it.each(knownAgents)('%s: every part parses, and one starts our server', (agent) => {
    const { settings, limit } = adviceFor(agent, place)
    const read = settings.map(({ file, text }) =>
      file.endsWith('.toml') ? parseToml(text) : (JSON.parse(text) as object),
    )
    expect(JSON.stringify(read)).toContain('"command":"/opt/sp/stackpass","args":["mcp"]')
    expect(limit).toMatch(/\.$/)
  })

  it('Claude Code: no reads by its tools, none in its sandbox, no metadata service', () => {
    const [first] = adviceFor('claude-code', place).settings
    const settings = JSON.parse(first!.text) as {
      permissions: { deny: string[] }
      sandbox: { filesystem: { denyRead: string[] } }
      env: object
    }
    expect(settings.permissions.deny).toEqual(
      expect.arrayContaining([
        'Read(~/.aws/**)',
        'Read(~/.config/stackpass/**)',
        'Read(//srv/aws "x"/config)',
      ]),
    )
    expect(settings.sandbox.filesystem.denyRead).toEqual(place.hidden)
    expect(settings.env).toEqual({ AWS_EC2_METADATA_DISABLED: 'true' })
  })

  it('Codex: the folders are denied, and no variable of AWS is passed on', () => {
    const [first] = adviceFor('codex', place).settings
    const read = parseToml(first!.text) as {
      default_permissions: string
      permissions: Record<string, { filesystem: object }>
      shell_environment_policy: { exclude: string[] }
    }
    expect(read.permissions[read.default_permissions]!.filesystem).toEqual(
      Object.fromEntries(place.hidden.map((path) => [path, 'deny'])),
    )
    expect(read.shell_environment_policy.exclude).toContain('AWS_*')
  })

  it('says of an agent that cannot be kept from files that it cannot', () => {
    for (const agent of ['gemini-cli', 'vscode'] as const)
      expect(adviceFor(agent, place).limit).toContain('no setting')
  })
})
