import { fileURLToPath } from 'node:url'
import { ESLint, type Linter } from 'eslint'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

async function configOf(config: string, file: string): Promise<Linter.Config> {
  const eslint = new ESLint({ cwd: root, overrideConfigFile: config })
  return (await eslint.calculateConfigForFile(file)) as Linter.Config
}

const isOff = (rule: Linter.RuleEntry | undefined): boolean =>
  rule === undefined || [0, 'off'].includes(Array.isArray(rule) ? rule[0] : rule)

it.each(['core/dispatch/dispatcher.ts', 'renderer/app/app.tsx', 'test/growth.test.ts'])(
  'the quick lint of %s has the rules of the whole lint, less those that need types',
  async (file) => {
    const [full, quick] = [
      await configOf('eslint.config.js', file),
      await configOf('eslint.quick.config.js', file),
    ]
    expect(full.languageOptions?.parserOptions).toMatchObject({ projectService: true })
    expect(quick.languageOptions?.parserOptions).toMatchObject({ projectService: false })
    const left = Object.keys(full.rules ?? {}).filter(
      (name) => !isOff(full.rules?.[name]) && isOff(quick.rules?.[name]),
    )
    expect(left.sort()).toEqual([
      '@typescript-eslint/no-floating-promises',
      '@typescript-eslint/no-misused-promises',
      '@typescript-eslint/switch-exhaustiveness-check',
    ])
    expect(quick.rules?.['no-restricted-syntax']).toEqual(full.rules?.['no-restricted-syntax'])
  },
)
