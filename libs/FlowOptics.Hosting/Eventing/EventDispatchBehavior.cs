namespace Aspire.Hosting.Eventing;

/// <summary>Whether the publisher of an event waits for those who hear it, and whether these wait for each other.</summary>
public enum EventDispatchBehavior
{
    BlockingSequential,
    BlockingConcurrent,
    NonBlockingSequential,
    NonBlockingConcurrent,
}
