using System.Text;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Sqs;

/// <summary>What a receiver is given to delete a message with: its id, how often it was received, and when.</summary>
internal static class ReceiptHandle
{
    public static string Of(QueueMessage message, long now) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"{message.Id} {message.Received} {now}"));

    /// <exception cref="AwsException">ReceiptHandleIsInvalid.</exception>
    public static string IdOf(string receipt)
    {
        try
        {
            var text = Encoding.ASCII.GetString(Convert.FromBase64String(receipt));
            if (text.Length > 37 && text[36] == ' ') return text[..36];
        }
        catch (FormatException)
        {
            // Said below.
        }

        throw new AwsException(400, "ReceiptHandleIsInvalid", $"The input receipt handle \"{receipt}\" is not a valid receipt handle.");
    }
}
