namespace FlowOptics.Demo.Honeypots;

/// <summary>One packet that reached a honeypot in 2013.</summary>
/// <param name="Offset">Milliseconds after the replay's loop began.</param>
/// <param name="IcmpType">8 is an echo request; 0 for other protocols.</param>
internal readonly record struct Attempt(int Offset, uint Source, ushort SourcePort, ushort DestinationPort, byte Protocol, byte IcmpType);
