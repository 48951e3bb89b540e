import { fail, ok } from '../../result.ts'
import type { Result } from '../../result.ts'
import { keyPair, tokenKeys } from './keys.ts'

/** Names of functions that every JavaScript object has: the JS SDK's reader writes settings onto those, and they are lost. */
export const inheritedNames: ReadonlySet<string> = new Set([
  'constructor',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  'toString',
  'valueOf',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
])

/** Names that every JavaScript object has. `__proto__` makes the JS SDK's reader drop the whole file. */
const objectNames: ReadonlySet<string> = new Set([...inheritedNames, '__proto__', 'prototype'])

/** A name that some reader does not find in the section, or that does more there. */
export function isReservedName(name: string): boolean {
  return inheritedNames.has(name) || name === '__proto__' || name === 'DEFAULT'
}

/** A part of a pattern: the characters that every reader takes in a name. */
export const plainNamePart = String.raw`[A-Za-z0-9_\-/.%@:+]+`
/** Names that every reader takes. */
export const specName = new RegExp(`^${plainNamePart}$`)
const allowedName = new RegExp(`^${plainNamePart}(?: +${plainNamePart})*$`)
/** The maximum length of a name in the contract and in the state file that shells read. */
const longestName = 512
const remedy = 'Use letters, digits and - _ / . % @ : +'

/**
 * Whether a profile (or section) of this name may be created: the characters that every SDK reads, and blanks, which the AWS CLI
 * and boto3 read. Fails with InvalidProfileName.
 */
export function validateProfileName(name: string): Result<string> {
  const refuse = (reason: string, remedyText = remedy): Result<string> =>
    fail('InvalidProfileName', 'This profile name cannot be used', { reason, remedy: remedyText })
  if (name === '') return refuse('The name is empty')
  if (name.length > longestName)
    return refuse(`The name is longer than ${longestName} characters`, 'Choose a shorter one')
  if (name !== name.trim())
    return refuse('The name begins or ends with whitespace, which some tools keep and others drop')
  if (/[\r\n]/.test(name)) return refuse('The name contains a line break')
  if (name === 'DEFAULT') {
    return refuse(
      'The AWS CLI passes the settings of [DEFAULT] on to every other profile and hides the section itself',
    )
  }
  if (objectNames.has(name)) {
    return refuse(
      `The JS SDK cannot read a file with a profile named ${name}, or damages its own process when it does`,
    )
  }
  if (!allowedName.test(name)) {
    const found = [...name].find((character) => !/[A-Za-z0-9_\-/.%@:+ ]/.test(character))
    return refuse(`Not every SDK reads the character ${JSON.stringify(found ?? '')} in a name`)
  }
  if (/^(?:profile|sso-session|services) /.test(name)) {
    return refuse('A name that begins like a section prefix is read as one')
  }
  return ok(name)
}

const keyPart = /^[A-Za-z0-9_][A-Za-z0-9_-]*$/

/** Whether a setting of this key may be written: `key`, or `parent.child` for a nested one. Fails with InvalidKey. */
export function validateKey(key: string): Result<string> {
  const refuse = (reason: string): Result<string> =>
    fail('InvalidKey', 'This setting name cannot be used', {
      reason,
      remedy: 'Use letters, digits, _ and -, and one dot for a nested setting such as s3.addressing_style',
    })
  const parts = key.split('.')
  if (parts.length > 2) return refuse('Settings nest one level deep only')
  for (const part of parts) {
    if (part === '') return refuse('The name, or a part of it, is empty')
    if (objectNames.has(part)) return refuse(`${part} is a name that JavaScript tools fail on`)
    if (!keyPart.test(part))
      return refuse(
        'The name contains a character that ends a key, begins a comment, or is not read by every tool',
      )
  }
  return ok(key)
}

const controls = /[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029]/

/**
 * Whether a value reads back the same in every SDK. `key` tells the credentials, which may not be empty. Fails with InvalidValue.
 */
export function validateValue(key: string, value: string): Result<string> {
  const refuse = (reason: string, remedyText: string): Result<string> =>
    fail('InvalidValue', `This value cannot be written for ${key}`, { reason, remedy: remedyText })
  if (/[\r\n]/.test(value))
    return refuse(
      'It contains a line break, which would start a new setting or section',
      'Remove the line break',
    )
  if (controls.test(value)) return refuse('It contains a control character', 'Remove the character')
  if (/[\ud800-\udfff]/u.test(value)) return refuse('It is not valid Unicode', 'Type the value again')
  if (value !== value.trim())
    return refuse('Whitespace around a value is lost when tools read it', 'Remove the whitespace around it')
  if (/(?:^|\s)[#;]/.test(value)) {
    return refuse(
      'A # or ; after whitespace begins a comment for the SDKs, but not for the AWS CLI',
      'Remove the whitespace before the # or ;',
    )
  }
  const lower = key.toLowerCase()
  const credential = (keyPair as readonly string[]).includes(lower) || tokenKeys.has(lower)
  if (value === '' && credential)
    return refuse(
      'A credential with an empty value is not the same as no credential',
      'Remove the setting instead',
    )
  return ok(value)
}
