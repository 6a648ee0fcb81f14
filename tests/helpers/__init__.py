"""What tests share: the oracle, logs drawn at random, the command as a process, what people see."""
