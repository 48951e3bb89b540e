import type { FileDiffView, Operation, PlanView } from '../../shared/contract/models.ts'

const dots = '•'.repeat(40)

function linesOf(operation: Operation): FileDiffView['hunks'][number]['lines'] {
  switch (operation.type) {
    case 'set':
    case 'setMany': {
      const entries =
        operation.type === 'set' ? [{ key: operation.key, value: operation.value }] : operation.entries
      return entries.flatMap(({ key, value }, index) => {
        const secret = /secret|token/.test(key)
        const line = 44 + index
        return [
          {
            type: 'remove' as const,
            oldLine: line,
            text: `${key} = ${secret ? dots : 'AKIAIOSFODNN7EXAMPLE'}`,
            ...(secret ? { secret } : { changed: [[24, 33]] as [number, number][] }),
          },
          {
            type: 'add' as const,
            newLine: line,
            text: `${key} = ${secret ? dots : value}`,
            ...(secret ? { secret } : { changed: [[24, 33]] as [number, number][] }),
          },
        ]
      })
    }
    case 'unset':
      return [{ type: 'remove', oldLine: 46, text: `${operation.key} = …` }]
    case 'addProfile':
      return [
        { type: 'add', newLine: 50, text: `[${operation.name}]` },
        ...operation.entries.map(({ key, value }, index) => ({
          type: 'add' as const,
          newLine: 51 + index,
          text: `${key} = ${/secret|token/.test(key) ? dots : value}`,
        })),
      ]
    case 'renameProfile':
      return [
        { type: 'remove', oldLine: 43, text: `[${operation.from}]` },
        { type: 'add', newLine: 43, text: `[${operation.to}]` },
      ]
    case 'duplicateProfile':
      return [{ type: 'add', newLine: 50, text: `[${operation.to}]` }]
    case 'deleteProfile':
      return [{ type: 'remove', oldLine: 43, text: `[${operation.name}]` }]
    default:
      return [{ type: 'add', newLine: 1, text: operation.type }]
  }
}

/** A diff that looks like what core would plan. It does not read files: tests of the real thing are elsewhere. */
export function planFor(operations: readonly Operation[], planId: string, summary?: string): PlanView {
  const changed = operations.flatMap(linesOf)
  const removed = changed.filter(({ type }) => type === 'remove')
  const added = changed.filter(({ type }) => type === 'add')
  return {
    planId,
    summary: summary ?? `${operations.length} changes`,
    files: [
      {
        label: '~/.aws/credentials',
        path: '/home/ana/.aws/credentials',
        created: false,
        deleted: false,
        added: added.length,
        removed: removed.length,
        hunks: [
          {
            linesAbove: 39,
            lines: [
              {
                type: 'context',
                oldLine: 41,
                newLine: 41,
                text: '# rotated every 90 days, ask #platform',
              },
              { type: 'context', oldLine: 42, newLine: 42, text: '' },
              ...removed,
              ...added,
              { type: 'context', oldLine: 47, newLine: 47, text: '[default]' },
            ],
          },
        ],
        linesBelow: 167,
      },
    ],
    warnings: [],
    references: [],
  }
}
