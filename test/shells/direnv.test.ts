import { spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { PtyShell, ptyShells, shellHome, whyNot, type PtyShellKind } from './pty-shell.ts'

const noDirenv = spawnSync('direnv', ['version']).status === 0 ? undefined : 'direnv is not installed'

function whyNotWith(kind: PtyShellKind): string | undefined {
  return whyNot(kind) ?? noDirenv
}

for (const kind of ptyShells) {
  const reason = whyNotWith(kind)
  describe.skipIf(reason !== undefined)(
    `direnv in ${kind}${reason === undefined ? '' : `: skipped, ${reason}`}`,
    () => {
      it.each(['before', 'after'])(
        'loaded %s Stackpass, rules in its folder, and only there',
        async (when) => {
          const home = await shellHome()
          const shell = new PtyShell(kind, home)
          try {
            await home.use({ profile: 'dev' })
            const project = path.join(home.folder, 'project')
            await mkdir(project)
            await writeFile(path.join(project, '.envrc'), 'export AWS_PROFILE=from-folder\n')
            const direnv = kind === 'fish' ? 'direnv hook fish | source' : `eval "$(direnv hook ${kind})"`
            if (when === 'before') shell.type(direnv)
            await shell.load()
            if (when === 'after') shell.type(direnv)
            expect(await shell.environment('AWS_PROFILE')).toBe('dev')
            shell.type(`cd ${project}`)
            shell.type('direnv allow')
            shell.type('')
            expect(await shell.environment('AWS_PROFILE')).toBe('from-folder')
            await home.use({ profile: 'prod' })
            expect(await shell.environment('AWS_PROFILE')).toBe('from-folder')
            expect(await shell.environment('STACKPASS_PINNED')).toBe('1')
            shell.type('cd /')
            shell.type('')
            expect(await shell.environment('AWS_PROFILE')).toBe('prod')
          } finally {
            await shell.close()
            await home.close()
          }
        },
      )
    },
  )
}
