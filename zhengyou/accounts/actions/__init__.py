"""What changes how people come in. Each public function changes one thing and writes one line into the ledger;
`doors`, `logins` and `sessions.begin` only let people in, which is nobody else's business and is no line (a code on
paper that is used up on the way is one: `factors.spend_code`)."""
