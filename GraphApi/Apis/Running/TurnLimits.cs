namespace FlowOptics.GraphApi.Apis;

/// <summary>How many of a kind may be asked at once, and how long each may take.</summary>
/// <param name="Section">Where the keys are, for who reads that a limit is reached.</param>
/// <param name="Timeout">What takes longer is ended; waiting for a turn counts.</param>
/// <param name="Concurrent">How many run at the same time, of each source.</param>
/// <param name="Waiting">How many more may wait for their turn.</param>
internal sealed record TurnLimits(string Section, TimeSpan Timeout, int Concurrent, int Waiting);
