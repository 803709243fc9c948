"""What the commands of `qa-bot` do, a file each; the chat and the evaluation have their own folders."""
