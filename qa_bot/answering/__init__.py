"""Question to answer: understanding, evidence, order, answering sentence, verdict, follow-ups."""
