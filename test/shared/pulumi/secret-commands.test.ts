import { describe, expect, it } from 'vitest'
import { editStackFileAll } from '../../../shared/domain/pulumi/edit.ts'
import type { StackOperation } from '../../../shared/domain/pulumi/operations.ts'
import { validateOption } from '../../../shared/domain/pulumi/options/validate.ts'
import { removeCommand, setSecretCommand } from '../../../shared/domain/pulumi/secret-command.ts'
import { set, unset, utf8 } from './support.ts'

function refused(text: string, operation: StackOperation, stack?: string) {
  const outcome = editStackFileAll(utf8(text), [operation], 'yaml', stack)
  if (outcome.ok) throw new Error('not refused')
  return outcome.error
}

describe('the command for what is encrypted', () => {
  it.each<[what: string, text: string, operation: StackOperation, path: string, commands: readonly string[]]>(
    [
      [
        'a text',
        'config:\n  aws:token:\n    secure: v1:x:y\n',
        unset('aws:token'),
        'aws:token',
        ['`pulumi config set --secret --stack dev aws:token`', '`pulumi config rm --stack dev aws:token`'],
      ],
      [
        'a key in its longer form',
        'config:\n  aws:config:token: {secure: v1:x:y}\n',
        unset('aws:token'),
        'aws:token',
        ['`pulumi config set --secret --stack dev aws:token`'],
      ],
      [
        'one entry of a list',
        'config:\n  aws:allowedAccountIds: ["1", {secure: v1:x:y}]\n',
        unset('aws:allowedAccountIds[1]'),
        'aws:allowedAccountIds[1]',
        [
          "`pulumi config set --secret --path --stack dev 'aws:allowedAccountIds[1]'`",
          "`pulumi config rm --path --stack dev 'aws:allowedAccountIds[1]'`",
        ],
      ],
      [
        'a list that would lose an entry',
        'config:\n  aws:allowedAccountIds: ["1", {secure: v1:x:y}]\n',
        set('aws:allowedAccountIds', ['1']),
        'aws:allowedAccountIds[1]',
        ["'aws:allowedAccountIds[1]'`"],
      ],
      [
        'a whole list, which is one text',
        'config:\n  aws:allowedAccountIds: {secure: v1:x:y}\n',
        set('aws:allowedAccountIds[0]', '123456789012'),
        'aws:allowedAccountIds',
        [
          '`pulumi config set --secret --stack dev aws:allowedAccountIds`',
          'It asks for the value: the whole list, as JSON.',
        ],
      ],
      [
        'a property of an entry',
        'config:\n  aws:assumeRoles: [{roleArn: a}, {externalId: {secure: v1:x:y}}]\n',
        unset('aws:assumeRoles'),
        'aws:assumeRoles[1].externalId',
        ["`pulumi config rm --path --stack dev 'aws:assumeRoles[1].externalId'`"],
      ],
      [
        'a name that is no word',
        'config:\n  a:b: {"it\'s": {secure: v1:x:y}}\n',
        unset('a:b'),
        'a:b["it\'s"]',
        [`--path --stack dev 'a:b["it'\\''s"]'\``],
      ],
    ],
  )('names the place of %s', (_, text, operation, path, commands) => {
    const { code, message, remedy } = refused(text, operation, 'dev')
    expect({ code, message }).toEqual({ code: 'ValueEncrypted', message: `${path} is encrypted.` })
    for (const command of commands) expect(remedy).toContain(command)
  })

  it('is named where somebody writes ciphertext by hand', () => {
    const { code, remedy } = refused('config: {}\n', set('a:b.c', { secure: 'v1:x:y' }), 'dev')
    expect(code).toBe('SecureReserved')
    expect(remedy).toContain('`pulumi config set --secret --path --stack dev a:b.c`')
  })

  it('names no stack where none is known, and no command outside of the config', () => {
    expect(refused('config: {aws:token: {secure: v1:x:y}}\n', unset('aws:token')).remedy).toContain(
      '`pulumi config rm aws:token`',
    )
    expect(removeCommand('a:b', '-x y')).toBe("pulumi config rm --stack '-x y' a:b")
  })

  it('takes a path below a key for one, which the CLI does with --path only', () => {
    expect(setSecretCommand('aws:secretKey')).toBe('pulumi config set --secret aws:secretKey')
    const token = 'aws:assumeRoleWithWebIdentity.webIdentityToken'
    const checked = validateOption(token, 'x', { stack: 'dev' })
    expect(checked).toMatchObject({
      error: {
        code: 'SecretNeedsPulumi',
        remedy: expect.stringContaining(`pulumi config set --secret --path --stack dev ${token}`) as string,
      },
    })
  })
})
