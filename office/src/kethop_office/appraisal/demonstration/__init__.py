"""An invented province at work: offices, accounts and cases in every state, made through the actions only."""
