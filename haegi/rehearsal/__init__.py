"""The desk to practise against, and what is learnt from it."""
