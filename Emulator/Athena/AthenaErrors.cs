using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Athena;

/// <summary>Errors of Athena's API.</summary>
internal static class AthenaErrors
{
    public static AwsException Invalid(string message, string code = "INVALID_INPUT") =>
        new(400, "InvalidRequestException", message, ("AthenaErrorCode", code));

    public static AwsException Malformed(string message) => Invalid(message, "MALFORMED_QUERY");
}
