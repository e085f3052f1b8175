namespace FlowOptics.Ingestor.Journal;

/// <summary>The journal cannot be written: Ingestor must not go on, since it would send everything again after the next start.</summary>
internal sealed class JournalException(string message, Exception inner) : Exception(message, inner);
