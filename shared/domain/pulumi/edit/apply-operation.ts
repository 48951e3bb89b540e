import { fail, ok, type Result } from '../../../result.ts'
import type { StackOperation } from '../operations.ts'
import { parseOptionPath } from '../option-path.ts'
import { isWellFormed } from '../text/utf8.ts'
import type { ConfigValue } from '../value.ts'
import { isList, isMapValue } from '../value.ts'
import { placeRemoval, placeValue } from './config-key.ts'
import { addEnvironment, removeEnvironment } from './environment.ts'
import { expandJson } from './expand-json.ts'
import type { Intent } from './intent.ts'
import { migrateOption } from './migrate.ts'
import { removeAt } from './remove.ts'
import { renameConfigKey } from './rename.ts'
import type { Session } from './session.ts'
import { setAt } from './set.ts'

/** Carries out one operation in a session and says what it meant to do. */
export function applyOperation(session: Session, operation: StackOperation): Result<readonly Intent[]> {
  switch (operation.type) {
    case 'setProfile':
      return setText(session, 'aws:profile', operation.profile, 'profile')
    case 'unsetProfile':
      return unset(session, 'aws:profile')
    case 'setRegion':
      return setText(session, 'aws:region', operation.region, 'region')
    case 'unsetRegion':
      return unset(session, 'aws:region')
    case 'setOptionPath':
      return set(session, operation.path, operation.value)
    case 'unsetOptionPath':
      return unset(session, operation.path)
    case 'addEnvironment':
    case 'removeEnvironment': {
      if (session.layout === 'project') {
        return fail('BadInput', 'A project file has no environment list.', {
          reason: 'Pulumi reads environments from stack files only.',
          remedy: 'Import environments in the stack file.',
        })
      }
      const name = environmentName(operation.name)
      if (!name.ok) return name
      const edit = (operation.type === 'addEnvironment' ? addEnvironment : removeEnvironment)(
        session,
        name.value,
      )
      return edit.step.ok ? ok(edit.intents) : edit.step
    }
    case 'migrateOption':
      return migrateOption(session, operation.migration)
    case 'expandJson':
      return expandJson(session, operation.path)
    case 'renameKey':
      return renameConfigKey(session, operation.from, operation.to)
  }
}

function setText(session: Session, path: string, value: string, what: string): Result<readonly Intent[]> {
  if (value.trim() === '')
    return fail('InvalidValue', `The ${what} is empty.`, {
      reason: 'Pulumi would hand an empty text to the provider.',
      remedy: `Name a ${what}, or unset it.`,
    })
  return set(session, path, value)
}

function set(session: Session, text: string, value: ConfigValue): Result<readonly Intent[]> {
  const parsed = parseOptionPath(text)
  if (!parsed.ok) return parsed
  if (!isWritable(value)) {
    return fail('InvalidValue', 'The value cannot be stored in a text file.', {
      reason: 'It holds a number that is not finite, or half of a character.',
      remedy: 'Give another value.',
    })
  }
  const placed = placeValue(parsed.value, value, session)
  if (!placed.ok) return placed
  const step = setAt(session, placed.value.path, placed.value.value)
  return step.ok ? ok([{ kind: 'set', ...placed.value }]) : step
}

function unset(session: Session, text: string): Result<readonly Intent[]> {
  const parsed = parseOptionPath(text)
  if (!parsed.ok) return parsed
  const path = placeRemoval(parsed.value, session)
  if (!path.ok) return path
  const step = removeAt(session, path.value)
  return step.ok ? ok([{ kind: 'remove', path: path.value }]) : step
}

function isWritable(value: ConfigValue): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value === 'string') return isWellFormed(value)
  if (isList(value)) return value.every(isWritable)
  if (isMapValue(value))
    return Object.entries(value).every(([key, entry]) => isWellFormed(key) && isWritable(entry))
  return true
}

/** `env`, `project/env`, either with `@version`; an organisation in front is the form of the command line too. */
function environmentName(name: string): Result<string> {
  if (/^[\w.-]+(?:\/[\w.-]+){0,2}(?:@[\w.-]+)?$/.test(name)) return ok(name)
  return fail('InvalidValue', `${name === '' ? 'An empty text' : name} is not the name of an environment.`, {
    reason: 'It has a character that Pulumi does not allow there.',
    remedy: 'Use name, project/name, or either with @version.',
  })
}
