namespace FlowOptics.Emulator.Faults;

/// <summary>
/// One kind of fault, as <c>PUT /_flowoptics/faults</c> takes a list of them:
/// <code>[{"service":"s3","operation":"GetObject","kind":"throttle","probability":0.2},{"service":"sqs","kind":"slow","delayMilliseconds":500,"count":10}]</code>
/// </summary>
/// <param name="Service">s3, sqs or athena; null: all.</param>
/// <param name="Operation">Null: all.</param>
/// <param name="Probability">0 to 1.</param>
/// <param name="Count">How many times at most; null: without end.</param>
internal sealed record FaultRule(string? Service, string? Operation, FaultKind Kind, double Probability = 1, int? Count = null,
    int DelayMilliseconds = 1000, int Status = 500);
