"""The nouns and the commands, one short function for each verb: parse the words, return a change or a listing."""
