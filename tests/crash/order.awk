# Reads what strace -f -yy wrote and prints two numbers: how many answers were sent, and how many of them
# too early. An answer is due when an effect has begun after its request was received, and has ended
# before the answer began; with since=start any effect will do. A call of whatever kind is known by a
# pattern: request, answer, effect; an answer that is relaxed too need not wait and is not counted.
#
# Connections are told apart by the addresses that -yy shows. A token that is presented once more is
# answered by what is there already: that is no new commit, and with since=request it is left out.

{
  pid = $1
  call = substr($0, length(pid) + 1)
  begun = NR
}

/ <unfinished \.\.\.>$/ {
  sub(/ <unfinished \.\.\.>$/, "", call)
  text[pid] = call
  line[pid] = NR
  on_begin(call)
  next
}

/<\.\.\. [a-z0-9]+ resumed>/ {
  sub(/^.*<\.\.\. [a-z0-9]+ resumed>/, "", call)
  call = text[pid] call
  on_end(call, line[pid])
  next
}

{
  on_begin(call)
  on_end(call, NR)
}

END { print answers + 0, early + 0 }

function connection(call) { return match(call, /<TCP:\[[^]]*\]>/) ? substr(call, RSTART, RLENGTH) : "" }

function on_begin(call,   peer) {
  peer = connection(call)
  if (call !~ answer || !(peer in received)) return
  if (relaxed != "" && call ~ relaxed) {
    delete received[peer]
    return
  }
  answers++
  if (latest_effect <= (since == "start" ? 0 : received[peer])) early++
  delete received[peer]
}

function on_end(call, began,   peer, token) {
  if (call ~ effect && began > latest_effect) latest_effect = began
  if (call !~ request) return
  peer = connection(call)
  token = match(call, /refresh_token=crt_[A-Za-z0-9_-]+/) ? substr(call, RSTART, RLENGTH) : NR
  if (since == "start" || !(token in presented)) received[peer] = NR
  presented[token] = 1
}
