"""What a plan may pay for massage: the verdict, the steps to it, and the questions."""
