import type { AllowedProcess, Pin, ResolvedCommand } from './types.ts'

/** What has changed about a command since it was allowed, as a sentence; undefined when nothing has. */
export function changeSince(allowed: AllowedProcess, now: ResolvedCommand): string | undefined {
  if (now.folder !== allowed.folder) {
    return allowed.folder === undefined
      ? `It names files of the current folder, ${now.folder}; it did not when you allowed it.`
      : `It names files of the current folder, and you allowed it in ${allowed.folder} only.`
  }
  for (const [index, pin] of now.pins.entries()) {
    const before = allowed.pins[index]
    if (before === undefined) return `It now also runs ${pin.path}; it did not when you allowed it.`
    const change = changeOf(before, pin)
    if (change !== undefined) return change
  }
  const gone = allowed.pins[now.pins.length]
  if (gone !== undefined) return `${gone.path} was part of it when you allowed it, and is now missing.`
  return undefined
}

/** What a command would start without a shell but does not start with one, as a sentence; undefined where there is nothing. */
export function startsMore(inShell: ResolvedCommand, withoutShell: ResolvedCommand): string | undefined {
  const more = withoutShell.pins.find(
    ({ role, path }) => !inShell.pins.some((pin) => pin.role === role && pin.path === path),
  )
  if (more !== undefined) return `Without a shell it starts ${more.path}, which you have not allowed.`
  return withoutShell.folder === inShell.folder || withoutShell.folder === undefined
    ? undefined
    : 'Without a shell it names files of the current folder, which you have not allowed.'
}

function changeOf(before: Pin, now: Pin): string | undefined {
  if (before.path !== now.path || before.role !== now.role) {
    return `It now leads to ${now.path}. You allowed it when it was ${before.path}.`
  }
  const changed = `${now.path} changed since you allowed it.`
  if (before.by !== now.by) return changed
  if (now.by === 'place') return undefined
  const same = before.realPath === now.realPath && before.sha256 === now.sha256 && before.owner === now.owner
  return same ? undefined : changed
}
