/**
 * Finds the words that may be at the cursor, as a program for awk, which every Unix has: bash, zsh and fish differ only
 * in how they ask it and how they show the answer. It reads the table of commands (`table.ts`), the names of profiles and
 * sessions from the headers of the shared files as they are now, and what Stackpass keeps about them (`kept-profiles.ts`). It
 * starts only `ls`, asks nobody and writes nothing.
 *
 * Its arguments are the words after `stackpass`, the last one as far as it is typed. The environment has:
 * - `_stackpass_table`: the table;
 * - `_stackpass_config`, `_stackpass_credentials`, `_stackpass_kept`: regular files, or nothing;
 * - `_stackpass_history`: the folder of the history's entries, or nothing;
 * - `_stackpass_prefix`: `1` where only words that begin with what is typed are wanted.
 *
 * It prints `word<TAB>description`; with `_stackpass_prefix` only words. Or it ends with a status that tells the shell to
 * complete by itself: 3 a file, 4 a folder, 10 + N a command of its own that begins with the word N.
 *
 * Leaves out names with control characters, because a terminal would obey them, and names that begin with a dash, which
 * a command takes for an option. Ignores indented headers, which few readers accept. It keeps to what mawk,
 * gawk, busybox and the awk of macOS share.
 */
export const completionEngine = `
function blank(c) { return c == " " || c == "\\t" }
function trim(s) { sub(/^[ \\t]+/, "", s); sub(/[ \\t]+$/, "", s); return s }

# What stands between the brackets of a header, by the rules of header.ts; nothing for a line that is none.
function inside(line,   first, rest, last) {
  first = index(line, "]")
  if (first == 0) return ""
  rest = substr(line, first + 1)
  sub(/^[ \\t]+/, "", rest)
  if (rest == "" || substr(rest, 1, 1) == "#" || substr(rest, 1, 1) == ";") return trim(substr(line, 2, first - 2))
  rest = substr(line, first + 1)
  if (match(rest, /[ \\t][#;]/)) rest = substr(rest, 1, RSTART)
  sub(/[ \\t]+$/, "", rest)
  last = length(rest)
  if (substr(rest, last, 1) == "]") return trim(substr(line, 2, first + last - 2))
  return trim(substr(line, 2, first - 2))
}

# The name in a header of the config file that begins with this word.
function named(text, word,   rest, quote) {
  if (index(text, word) != 1 || !blank(substr(text, length(word) + 1, 1))) return ""
  rest = trim(substr(text, length(word) + 1))
  quote = substr(rest, 1, 1)
  if (length(rest) > 1 && (quote == "\\"" || quote == "'") && index(substr(rest, 2), quote) == length(rest) - 1)
    return substr(rest, 2, length(rest) - 2)
  return rest ~ /[ \\t]/ ? "" : rest
}

# busybox finds nothing, where the others find it at the beginning.
function begins(word, part) { return part == "" || index(word, part) == 1 }

function add(name) {
  if (name == "" || (onlyPrefix && !begins(name, value)) || (name in known)) return
  known[name] = 1
  names[++count] = name
}

function readConfig(want,   line, c, now, text, at, begun) {
  if (config == "") return
  while ((getline line < config) > 0) {
    if (!begun) { begun = 1; if (substr(line, 1, 3) == "\\357\\273\\277") line = substr(line, 4) }
    c = substr(line, 1, 1)
    if (c == "[") {
      # Nearly all are plain; the full rules take three times as long.
      if (want == "profile" && line ~ /^\\[profile [A-Za-z0-9_.@+-]+\\]$/) now = substr(line, 10, length(line) - 10)
      else {
        sub(/\\r+$/, "", line)
        text = inside(line)
        now = want == "profile" && text == "default" ? text : named(text, want)
      }
      add(now)
    } else if (now != "" && (c == "s" || c == "r")) {
      if (line ~ /^sso_account_id[ \\t]*=/ && match(line, /[0-9]+/)) {
        if (!(now in accountOf)) accountOf[now] = substr(line, RSTART, RLENGTH)
      } else if (line ~ /^role_arn[ \\t]*=[ \\t]*arn:[A-Za-z-]+:iam::/) {
        at = index(line, ":iam::")
        if (substr(line, at + 6) ~ /^[0-9]+:/) accountOf[now] = substr(line, at + 6, 12)
      }
    }
  }
  close(config)
}

function readCredentials(   line, text, begun) {
  if (credentials == "") return
  while ((getline line < credentials) > 0) {
    if (!begun) { begun = 1; if (substr(line, 1, 3) == "\\357\\273\\277") line = substr(line, 4) }
    if (substr(line, 1, 1) != "[") continue
    if (line ~ /^\\[[A-Za-z0-9_.@+-]+\\]$/) { add(substr(line, 2, length(line) - 2)); continue }
    sub(/\\r+$/, "", line)
    text = inside(line)
    if (text !~ /^(profile|sso-session|services)[ \\t]/) add(text)
  }
  close(credentials)
}

# Groups, verified accounts and the names of accounts.
function readKept(   line, part) {
  if (kept == "") return
  if ((getline line < kept) > 0 && line == "stackpass-profiles 1")
    while ((getline line < kept) > 0) {
      split(line, part, "\\t")
      if (part[1] == "group") groupOf[part[2]] = part[3]
      else if (part[1] == "account") accountOf[part[2]] = part[3]
      else if (part[1] == "name") nameOf[part[2]] = part[3]
    }
  close(kept)
}

function isShown(word) {
  if (word ~ /^[A-Za-z0-9_.@+, -]*$/) return 1
  return word !~ /[\\001-\\037\\177]/ && word !~ /\\302[\\200-\\237]/ && word !~ /\\342(\\200[\\213-\\217\\250-\\256]|\\201[\\246-\\251])/
}

# One answer. What stands before the value of an option (--profile=) belongs to the word.
function offer(word, description) {
  if (onlyPrefix) {
    if (begins(word, value) && isShown(word)) print before word
    return
  }
  if (isShown(word)) print before word "\\t" (isShown(description) ? description : "")
}

function offerProfiles(   i, name, told, account) {
  readConfig("profile")
  readCredentials()
  readKept()
  for (i = 1; i <= count; i++) {
    name = names[i]
    if (substr(name, 1, 1) == "-") continue
    told = groupOf[name]
    account = accountOf[name]
    if (account != "") told = told (told == "" ? "" : ", ") account (account in nameOf ? " " nameOf[account] : "")
    offer(name, told)
  }
}

function offerGroups(   name, group) {
  readKept()
  for (name in groupOf) {
    group = groupOf[name]
    sub(/ \\(production\\)$/, "", group)
    if (group in known) continue
    known[group] = 1
    if (substr(group, 1, 1) != "-") offer(group, groupOf[name] == group ? "" : "production")
  }
}

function offerSessions(   i) {
  readConfig("sso-session")
  for (i = 1; i <= count; i++) if (substr(names[i], 1, 1) != "-") offer(names[i], "")
}

function quoted(text) { gsub(/'/, "'\\\\''", text); return "'" text "'" }

# The stacks with a file, in the folder of --project or in the nearest one above that has a project.
function offerStacks(   folder, up, line, found, file, i, listing) {
  folder = project == "" ? "." : project
  for (up = 0; up < 40; up++) {
    found = 0
    i = 0
    listing = "command ls -1 -- " quoted(folder) " 2>/dev/null"
    while ((listing | getline line) > 0) {
      if (line == "Pulumi.yaml" || line == "Pulumi.yml") found = 1
      else if (line ~ /^Pulumi\\.[A-Za-z0-9_.-]+\\.ya?ml$/) file[++i] = line
    }
    close(listing)
    if (found) {
      for (up = 1; up <= i; up++) {
        line = substr(file[up], 8)
        sub(/\\.ya?ml$/, "", line)
        offer(line, "")
      }
      return
    }
    if (project != "") return
    folder = folder "/.."
  }
}

# The entries of the history, whose names begin with their time in microseconds.
function offerHistory(   line, listing) {
  if (history == "") return
  listing = "command ls -1r -- " quoted(history) " 2>/dev/null"
  while ((listing | getline line) > 0)
    if (line ~ /^[0-9]+-[0-9a-f]+\\.json$/) offer(substr(line, 1, length(line) - 5), "")
}

function offerKind(kind,   i, n, part) {
  if (substr(kind, 1, 1) == "?") kind = substr(kind, 2)
  if (kind == "settingValue") kind = "setting " first
  if (kind == "pair") {
    if (pairKey == "" && match(value, /^[^=]+=/)) {
      pairKey = substr(value, 1, RLENGTH - 1)
      before = substr(value, 1, RLENGTH)
      value = substr(value, RLENGTH + 1)
    }
    kind = pairKey == "" ? "key" : "key " pairKey
  }
  if (kind in same) kind = same[kind]
  if (kind == "profile") offerProfiles()
  else if (kind == "group") offerGroups()
  else if (kind == "session") offerSessions()
  else if (kind == "stack") offerStacks()
  else if (kind == "history") offerHistory()
  else if (kind == "file") exit 3
  else if (kind == "folder") exit 4
  else if (index(kind, "=") == 1) {
    n = split(substr(kind, 2), part, ",")
    for (i = 1; i <= n; i++) offer(part[i], "")
  } else for (i = 1; i <= rows; i++) {
    split(row[i], part, "\\t")
    if (part[1] == "value" && part[2] == kind) offer(part[3], part[4])
  }
}

# The kind of the argument in this place: its own, or that of all behind the last one that is named.
function kindAt(path, place) {
  if ((path "\\t" place) in argument) return argument[path "\\t" place]
  return argument[path "\\t*"]
}

BEGIN {
  config = ENVIRON["_stackpass_config"]
  credentials = ENVIRON["_stackpass_credentials"]
  kept = ENVIRON["_stackpass_kept"]
  history = ENVIRON["_stackpass_history"]
  onlyPrefix = ENVIRON["_stackpass_prefix"] == "1"
  rows = split(ENVIRON["_stackpass_table"], row, "\\n")
  for (i = 1; i <= rows; i++) {
    split(row[i], part, "\\t")
    if (part[1] == "command") command[part[2] "\\t" part[3]] = part[4]
    else if (part[1] == "option") option[part[2] "\\t" part[3]] = part[4]
    else if (part[1] == "argument") argument[part[2] "\\t" part[3]] = part[4]
    else if (part[1] == "same") same[part[2]] = part[3]
  }
  path = ""
  place = 1
  wanted = ""
  closed = 0
  for (i = 1; i < ARGC - 1; i++) {
    word = ARGV[i]
    if (wanted != "") {
      if (lastOption == "--project") project = word
      wanted = ""
    } else if (!closed && word == "--") closed = 1
    else if (!closed && word ~ /^-./) {
      if (word ~ /^--project=/) project = substr(word, 11)
      kind = option[path "\\t" word]
      if (word !~ /^--[^=]+=/ && kind != "" && substr(kind, 1, 1) != "?") {
        wanted = kind
        lastOption = word
      }
    } else if (!closed && place == 1 && (path "\\t" word) in command) path = command[path "\\t" word]
    else {
      if (kindAt(path, place) == "program") exit 10 + i
      if (kindAt(path, place) == "pair") pairKey = pairKey == "" && index(word, "=") == 0 ? word : ""
      if (place == 1) first = word
      place++
    }
  }
  value = ARGC > 1 ? ARGV[ARGC - 1] : ""
  if (wanted != "") offerKind(wanted)
  else if (!closed && match(value, /^--[a-z-]+=/)) {
    before = substr(value, 1, RLENGTH)
    kind = option[path "\\t" substr(value, 1, RLENGTH - 1)]
    value = substr(value, RLENGTH + 1)
    if (kind != "") offerKind(kind)
  } else {
    if (kindAt(path, place) == "program") exit 10 + ARGC - 1
    if (!closed && place == 1) for (i = 1; i <= rows; i++) {
      split(row[i], part, "\\t")
      if (part[1] == "command" && part[2] == path) offer(part[3], part[5])
    }
    if (!closed && substr(value, 1, 1) == "-") for (i = 1; i <= rows; i++) {
      split(row[i], part, "\\t")
      if (part[1] == "option" && part[2] == path) offer(part[3], part[5])
    }
    else if (kindAt(path, place) != "") offerKind(kindAt(path, place))
  }
}
`
