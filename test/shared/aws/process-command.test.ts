import { describe, expect, it } from 'vitest'
import { dependentsOf } from '../../../shared/domain/aws/dependents.ts'
import { mergeProfiles } from '../../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { renameInCommand } from '../../../shared/domain/aws/process-command.ts'
import { bytesOf, edited } from './support/bytes.ts'

describe('a profile that a command names', () => {
  it.each<readonly [command: string, to: string, renamed: string | undefined]>([
    ['granted credential-process --profile old', 'new', 'granted credential-process --profile new'],
    ['tool --profile=old --x', 'new', 'tool --profile=new --x'],
    [
      'aws configure export-credentials --profile "old" --format process',
      'new',
      'aws configure export-credentials --profile "new" --format process',
    ],
    ["tool --profile 'old'", 'a b', "tool --profile 'a b'"],
    ['tool --profile old', 'a b', "tool --profile 'a b'"],
    ['tool --profile older --name old', 'new', 'tool --profile older --name old'],
    ['tool --profile old; other --profile old', 'new', 'tool --profile new; other --profile new'],
    ['stackpass credentials old', 'new', 'stackpass credentials new'],
    ["'/opt/my tools/stackpass' credentials old", 'a b', "'/opt/my tools/stackpass' credentials 'a b'"],
    ['stackpass credentials old', '-new', 'stackpass credentials -- -new'],
    ['stackpass credentials -- old', 'new', 'stackpass credentials new'],
    ['stackpass credentials --active', 'new', 'stackpass credentials --active'],
    ['tool --profile old', '-new', undefined],
    ['sh -c "aws --profile old configure"', 'new', 'sh -c "aws --profile new configure"'],
    [
      'sh -c "aws configure export-credentials --profile old"',
      'new',
      'sh -c "aws configure export-credentials --profile new"',
    ],
    ['sh -c \'tool --profile "old"\'', 'new', 'sh -c \'tool --profile "new"\''],
    ['sh -c "tool --profile old"', 'a b', undefined],
    ['AWS_PROFILE=old tool', 'new', 'AWS_PROFILE=new tool'],
    ['env AWS_PROFILE="old" tool', 'new', 'env AWS_PROFILE="new" tool'],
    ['MY_AWS_PROFILE=old tool', 'new', 'MY_AWS_PROFILE=old tool'],
    ['aws-vault exec old', 'new', 'aws-vault exec old'],
  ])('%s becomes that of %s', (command, to, renamed) => {
    expect(renameInCommand(command, 'old', to)).toBe(renamed)
  })

  it('follows a rename in its own profile and in others, where references follow', () => {
    const file = (name: string): string =>
      `[profile ${name}]\ncredential_process = granted credential-process --profile ${name}\n[profile twin]\ncredential_process = stackpass credentials ${name}\n[profile role]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = ${name}\n`
    const rename = (updateReferences: boolean): string =>
      edited(file('old'), 'config', { type: 'renameProfile', from: 'old', to: 'new', updateReferences })
    expect(rename(true)).toBe(file('new'))
    expect(rename(false)).toBe(file('old').replace('[profile old]', '[profile new]'))
  })

  it('is needed by all that come after it', () => {
    const file =
      '[profile base]\n[profile one]\nrole_arn = r\nsource_profile = base\n[profile two]\nrole_arn = r\nsource_profile = one\n' +
      '[profile twin]\ncredential_process = stackpass credentials two\n[profile wrapper]\ncredential_process = tool --profile twin\n' +
      '[profile circle]\nrole_arn = r\nsource_profile = circle\n[profile other]\nsource_profile = base\n'
    const profiles = mergeProfiles(parseSharedFile(bytesOf(file), 'config'), undefined)
    expect(dependentsOf(profiles.values(), ['base']).sort()).toEqual(['one', 'twin', 'two', 'wrapper'])
    expect(dependentsOf(profiles.values(), ['circle'])).toEqual([])
  })
})
