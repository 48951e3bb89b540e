import { describe, expect, it } from 'vitest'
import { goMergedFiles } from '../../../shared/domain/aws/lenses/go.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const keys = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\n'

function merged(config: readonly string[], credentials: readonly string[] = []) {
  return goMergedFiles(config.map(bytes), credentials.map(bytes))
}

/** As aws-sdk-go-v2 (config 1.33.18) loaded them. */
describe('several shared files, as the Go SDK merges them', () => {
  it('a later one adds what may be added, and keys as a pair only', () => {
    const a = merged(
      [`[profile a]\n${keys}region = eu-west-1\n`, '[profile a]\noutput = json\nregion = eu-west-2\n'],
      ['[a]\naws_session_token = t\n'],
    ).get('a')
    expect(a?.values.get('region')).toBe('eu-west-2')
    expect(a?.values.has('output')).toBe(false)
    expect(a?.values.has('aws_session_token')).toBe(false)
    expect(a?.halfKeys).toBe(false)
  })

  it.each([
    ['half a pair in a later file', [`[a]\n${keys}`, '[a]\naws_access_key_id = AKIAHALF\n'], true],
    [
      'half a pair that a later file completes',
      ['[a]\naws_access_key_id = AKIAHALF\n', `[a]\n${keys}`],
      false,
    ],
    ['half a pair that a later file says nothing of', ['[a]\naws_access_key_id = AKIAHALF\n', '[b]\n'], true],
    [
      'half a pair beside a section without keys',
      ['[a]\naws_access_key_id = AKIAHALF\n', '[a]\nx = y\n'],
      true,
    ],
  ])('%s', (_, credentials, refused) => {
    expect(merged([], credentials).get('a')?.halfKeys).toBe(refused)
  })

  it('what stands before the first section of a file is nobody’s', () => {
    expect(merged(['[profile a]\n', 'region = eu-west-1\n[profile b]\n']).get('a')?.values.size).toBe(0)
  })

  it('[profile default] goes before [default], whichever file has it', () => {
    const sections = merged(['[profile default]\nregion = eu-west-1\n', '[default]\nregion = eu-west-2\n'])
    expect(sections.get('default')?.values.get('region')).toBe('eu-west-1')
  })
})
