import { hiddenFromAgents } from '../../core/leases/hidden-from-agents.ts'
import { knownAgents, type KnownAgent, type RoleForm } from '../../shared/domain/leases/agent-kinds.ts'
import { isPrincipal, isRoleName, writeAgentRole } from '../../shared/domain/leases/agent-role.ts'
import { adviceFor } from '../../shared/domain/leases/agent-settings.ts'
import { exitCodes, type CliContext, type CommonOptions } from '../context.ts'
import { printJson } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { ownProgram } from '../own-program.ts'
import { safeLines } from '../terminal/safe-text.ts'

export interface AgentRoleOptions extends CommonOptions {
  readonly principal?: string
  readonly as: RoleForm
}

/** `agent settings [AGENT]`: prints settings to paste, for one agent or all known ones. Writes nothing. */
export function runAgentSettings(
  context: CliContext,
  given: KnownAgent | undefined,
  options: CommonOptions,
): Promise<number> {
  const place = {
    hidden: hiddenFromAgents(context),
    homeDir: context.homeDir,
    program: ownProgram(context) ?? 'stackpass',
  }
  const advice = (given === undefined ? knownAgents : [given]).map((agent) => adviceFor(agent, place))
  if (options.json === true) printJson(context, { ok: true, value: { agents: advice } })
  else
    for (const { agent, settings, limit } of advice) {
      const { out, paint } = context.terminal
      out(`${paint('bold', agent)}\n`)
      for (const { file, text } of settings) out(`\nInto ${file}:\n\n${safeLines(text)}\n`)
      out(`\n${limit} \`stackpass agent run\` hides the keys from any program.\n\n`)
    }
  return Promise.resolve(exitCodes.done)
}

/** `agent role NAME --principal ARN`: prints the role of an agent, for somebody who may create it. Writes nothing and contacts nobody. */
export function runAgentRole(context: CliContext, name: string, options: AgentRoleOptions): Promise<number> {
  const { principal } = options
  if (!isRoleName(name))
    return Promise.resolve(
      usageError(context, 'The name of a role has up to 58 letters, digits and any of _+=,.@- here.'),
    )
  if (principal === undefined || !isPrincipal(principal))
    return Promise.resolve(
      usageError(
        context,
        'Say who may assume the role, with --principal: the ARN of a user, role or account, such as arn:aws:iam::111122223333:root.',
      ),
    )
  const text = writeAgentRole({ name, principal }, options.as)
  if (options.json === true) printJson(context, { ok: true, value: { role: `${name}-agent`, text } })
  else context.terminal.out(`${text}\n`)
  return Promise.resolve(exitCodes.done)
}
