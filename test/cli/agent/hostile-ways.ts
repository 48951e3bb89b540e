/** The outcome of an attempt: it gets nothing; it needs a person's answer, who may not be there; it succeeds. */
export type Outcome = 'stopped' | 'asked' | 'not stopped'

export interface Way {
  /** As the table in docs/SECURITY.md calls it. */
  readonly name: string
  /** For sh. `$OUR` starts Stackpass on the files of the user, `$ASK` NAME asks for a leased profile as its SDK would. */
  readonly script: string
  readonly jail: Outcome
  readonly fence: Outcome
  /** Needs a terminal, which the program shares with the shell that it was started from. */
  readonly inTerminal?: true
  /** Some systems prevent programs from doing this to others: there, a fence stops it too. */
  readonly forbiddenBy?: 'yama' | 'tiocsti'
}

const both = (name: string, script: string): Way => ({ name, script, jail: 'stopped', fence: 'stopped' })
const files = (name: string, script: string): Way => ({ name, script, jail: 'stopped', fence: 'not stopped' })
const asked = (name: string, script: string): Way => ({ name, script, jail: 'stopped', fence: 'asked' })

const tellSocket = (path: string): string =>
  `node -e 'const s=require("net").connect(process.argv[1]);s.on("data",d=>process.stdout.write(d));s.on("error",()=>{})' ${path}`

/** Sends a broker a line of the program's own. */
const tellBroker = (ask: string): string =>
  `TOKEN=$(head -1 "$LEASE/token") node -e '${`const s=require("net").connect(process.env.LEASE+"/broker.sock");s.write(JSON.stringify(${ask})+"\\n");s.on("data",d=>process.stdout.write(d));s.on("error",()=>{})`}'`

/** Looks into the stacks of all other processes, which contain their environment. */
const readMemory = `node -e '
const fs=require("fs");
for (const pid of fs.readdirSync("/proc").filter(n=>/^[0-9]+$/.test(n)&&Number(n)!==process.pid)) {
  try {
    const [,from,to]=/^([0-9a-f]+)-([0-9a-f]+) .*\\[stack\\]$/m.exec(fs.readFileSync("/proc/"+pid+"/maps","latin1"));
    const start=parseInt(from,16), bytes=Buffer.alloc(parseInt(to,16)-start);
    const file=fs.openSync("/proc/"+pid+"/mem");
    fs.readSync(file,bytes,0,bytes.length,start);
    if (bytes.includes("STACKPASS_SECRET_OF_PARENTS=PLANTED")) console.log("PLANTED");
  } catch {}
}'`

/** For Python, between single quotes. PTRACE_ATTACH to a process of the same user, and away from it again. */
const attach = `
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
pid = int(sys.argv[1])
if libc.ptrace(16, pid, None, None) == 0:
    os.waitpid(pid, 0x40000000)
    libc.ptrace(17, pid, None, None)
    print("PLANTED")
`

/** Puts a line into the terminal's input, which the shell reads after the program has ended. */
const typeIn = `
import fcntl, termios
for letter in b"echo PLAN\\x22\\x22TED\\n":
    fcntl.ioctl(0, termios.TIOCSTI, bytes([letter]))
`

const askEndpoint = (headers: string): string =>
  `node -e 'fetch(process.env.ENDPOINT,{headers:${headers}}).then(r=>r.text()).then(t=>console.log(t.includes("SecretAccessKey")?"PLANTED":t))'`

/** The page's host runs outside; its port can be found, its key is in no file. */
const callLoopback = `node -e '
const origin=process.env.LOOPBACK;
const call=headers=>fetch(origin+"/api/call",{method:"POST",headers:{"content-type":"application/json",...headers},body:JSON.stringify({method:"profiles.reveal",input:{name:"prod",key:"aws_secret_access_key"}})}).then(r=>r.text());
const all=[{},{origin},{origin,authorization:"Bearer "+"0".repeat(64)}].map(call);
Promise.all([...all,fetch(origin+"/").then(r=>r.text())]).then(t=>console.log(t.join("\\n")))'`

/** Calls our server as an agent does, and waits for its answer. */
const talkMcp = (tool: string, input: string): string => `node -e '
const child=require("child_process").spawn("sh",["-c","exec "+process.env.OUR+" mcp"],{stdio:["pipe","pipe","inherit"]});
const send=m=>child.stdin.write(JSON.stringify({jsonrpc:"2.0",...m})+"\\n");
require("readline").createInterface({input:child.stdout}).on("line",l=>{console.log(l);if(JSON.parse(l).id===2)child.stdin.end()});
child.stdin.on("error",()=>{});
send({id:1,method:"initialize",params:{protocolVersion:"2025-06-18",capabilities:{},clientInfo:{name:"x",version:"1"}}});
send({method:"notifications/initialized"});
send({id:2,method:"tools/call",params:{name:"${tool}",arguments:${input}}})'`

/**
 * What a program with a lease for `dev` that knows Stackpass tries in order to reach `prod`. `PLANTED` marks every secret of
 * prod and every way to one; attempts to leave something that runs later print `CHANGED`.
 */
export const ways: readonly Way[] = [
  both('read the environment', 'env; cat /proc/self/environ'),
  files('read ~/.aws/credentials', 'cat "$HOME/.aws/credentials"'),
  files('read it through /proc/self/root', 'cat "/proc/self/root$HOME/.aws/credentials"'),
  files('read it through a hard link', 'ln "$HOME/.aws/credentials" "$HOME/linked" && cat "$HOME/linked"'),
  files(
    'read it through a symbolic link',
    'ln -sf "$HOME/.aws" "$HOME/soft" && cat "$HOME/soft/credentials"',
  ),
  files('read the caches of sign-ins', 'cat "$HOME"/.aws/sso/cache/*'),
  files('read the cache of the AWS CLI', 'cat "$HOME"/.aws/cli/cache/*'),
  files('read our cache', 'cat "$HOME"/.cache/stackpass/credentials/*'),
  files('read backups of the history', 'cat "$HOME"/.local/state/stackpass/history/*'),
  files('read the environment of its parents', 'cat /proc/[0-9]*/environ'),
  files(
    'reach the files through the root of a parent',
    'for p in /proc/[0-9]*; do [ "$p" = "/proc/$$" ] || cat "$p/root$HOME/.aws/credentials"; done',
  ),
  files('enter the namespace of another process', 'nsenter -t "$OUTSIDE" -m cat "$HOME/.aws/credentials"'),
  files('take the jail apart with umount', 'umount -l "$HOME/.aws"; cat "$HOME/.aws/credentials"'),
  files(
    'take it apart as root of a user namespace',
    'unshare -Urm sh -c \'umount -l "$HOME/.aws"; cat "$HOME/.aws/credentials"\'',
  ),
  files(
    'look under the mounts with another mount',
    'mkdir -p "$HOME/under"; unshare -Urm sh -c \'mount --bind / "$HOME/under"; cat "$HOME/under$HOME/.aws/credentials" "$HOME/.aws/credentials"\'',
  ),
  files('talk to the session bus of the keyring', tellSocket('"$RUNTIME/bus"')),
  files('talk to an agent of keys in /tmp', tellSocket('"$AGENT_SOCKET"')),
  {
    name: 'talk to a session bus on an abstract socket',
    script: `node -e 'const s=require("net").connect("\\0"+process.env.ABSTRACT);s.on("data",d=>process.stdout.write(d));s.on("error",()=>{})'`,
    jail: 'not stopped',
    fence: 'not stopped',
  },
  {
    ...files('read the memory of its parents', readMemory),
    forbiddenBy: 'yama',
  },
  {
    ...files('stop another process with ptrace', `python3 -c '${attach}' "$OTHER_PID"`),
    forbiddenBy: 'yama',
  },
  {
    ...files('type into the terminal of its shell (TIOCSTI)', `echo TRIED; python3 -c '${typeIn}'`),
    inTerminal: true,
    forbiddenBy: 'tiocsti',
  },
  files('read the folder of another lease', 'cat "$OTHER"/token "$OTHER"/loot'),
  both('ask the endpoint of another lease without its token', askEndpoint('{}')),
  both(
    'ask that endpoint with the token of its own lease',
    `TOKEN=$(head -1 "$LEASE/token"); export TOKEN; ${askEndpoint('{authorization:process.env.TOKEN}')}`,
  ),
  both('call the running loopback host without its key', callLoopback),
  both(
    'ask the broker for prod with its own token',
    `${tellBroker('{version:1,token:process.env.TOKEN,profile:"prod"}')}`,
  ),
  both(
    'ask the broker with a forged token',
    `${tellBroker('{version:1,token:"0".repeat(64),profile:"prod"}')}`,
  ),
  both('flood the broker with a line that does not end', `${tellBroker('"x".repeat(200000)')}`),
  both(
    'put a link to ~/.aws/config in the place of the pair',
    'ln -sf "$HOME/.aws/config" "$LEASE/config"; eval "$ASK prod"',
  ),
  both(
    'write prod into the files of the lease',
    'printf "[profile prod]\\n" >> "$LEASE/config"; eval "$ASK prod"',
  ),
  both(
    'write prod into the lease as we keep it',
    'for f in "$HOME"/.local/state/stackpass/leases/*.json; do sed -i "s/dev/prod/g" "$f"; done; eval "$ASK prod"',
  ),
  both(
    'turn dev into prod in ~/.aws/config',
    'mkdir -p "$HOME/.aws"; printf "[profile dev]\\nrole_arn = arn:aws:iam::123456789012:role/prod\\nsource_profile = prod\\n" > "$HOME/.aws/config"; eval "$ASK dev"',
  ),
  both(
    'preload code into the helper (NODE_OPTIONS)',
    'echo "globalThis.x=1" > "$HOME/x.cjs"; NODE_OPTIONS="--require $HOME/x.cjs" sh -c "$ASK prod"',
  ),
  both('preload a library into the helper (LD_PRELOAD)', 'LD_PRELOAD=/nowhere/evil.so sh -c "$ASK prod"'),
  both(
    'put programs of our names first on PATH',
    'mkdir -p "$HOME/bin"; printf "#!/bin/sh\\n" > "$HOME/bin/node"; chmod +x "$HOME/bin/node"; PATH="$HOME/bin:$PATH" sh -c "$ASK prod"',
  ),
  both(
    'give the helper another clock',
    'echo "Date.now=()=>0" > "$HOME/y.cjs"; NODE_OPTIONS="--require $HOME/y.cjs" sh -c "$ASK prod"',
  ),
  asked('stackpass credentials prod', 'eval "$OUR credentials prod"'),
  asked('stackpass credentials prod --fresh', 'eval "$OUR credentials prod --fresh"'),
  asked('stackpass exec prod', 'eval "$OUR exec prod -- env"'),
  asked('stackpass env prod --secrets', 'eval "$OUR env prod --secrets"'),
  asked(
    'stackpass call credentials.get',
    'echo "{\\"name\\":\\"prod\\"}" | eval "$OUR call credentials.get"',
  ),
  asked(
    'make prod active and use the pointer',
    'eval "$OUR use prod --yes"; eval "$OUR credentials --active"',
  ),
  asked(
    'start a second lease',
    'eval "$OUR agent run --fence --profile prod -- sh -c \'cat \\$AWS_CONFIG_FILE; env\'"',
  ),
  asked('ask for a lease of prod over MCP', talkMcp('request_lease', '{profiles:["prod"],full_rights:true}')),
  both(
    'ask every other tool of MCP',
    ['list_profiles', 'whoami'].map((tool) => talkMcp(tool, '{}')).join('\n'),
  ),
  both(
    'read profile, list and problems as JSON',
    'for c in "profiles show prod" "profiles list" problems "history list" log; do eval "$OUR $c --json"; done',
  ),
  files(
    'reveal a setting with stackpass call',
    'echo "{\\"name\\":\\"prod\\",\\"key\\":\\"aws_secret_access_key\\"}" | eval "$OUR call profiles.reveal"',
  ),
  files(
    'bring settings of its own (STACKPASS_HOME)',
    'export STACKPASS_HOME="$HOME/own"; eval "$OUR credentials prod"',
  ),
  files(
    'turn the questions off in the settings',
    'sed -i "s/true/false/" "$HOME/.config/stackpass/settings.json"; eval "$OUR credentials prod"',
  ),
  files(
    'write into a start-up file of your shell',
    'echo "cat ~/.aws/credentials" >> "$HOME/.bashrc" && echo CHANGED',
  ),
  files('write into ~/.ssh', 'echo x >> "$HOME/.ssh/authorized_keys" && echo CHANGED'),
  {
    name: 'leave a start-up file that was not there',
    script: 'echo "cat ~/.aws/credentials" > "$HOME/.zlogin" && echo CHANGED',
    jail: 'not stopped',
    fence: 'not stopped',
  },
]
