using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Options;
using Microsoft.Extensions.AI;

namespace Bot.PaperPages;

/// <summary>
/// A client for OpenAI's chat completions, which OpenAI and most programs that serve models offer. Ours and not
/// OpenAI's package, which would make the program larger by a seventh and reads more of an answer than it needs.
/// </summary>
/// <param name="http">Must follow no redirects, since one would take the token elsewhere. Disposed with this.</param>
/// <param name="options">Where the model is.</param>
/// <param name="token">Sent as a bearer token; null for none.</param>
public sealed class ChatEndpoint(HttpClient http, ModelOptions options, string? token) : IChatClient
{
    /// <summary>An answer must be shorter, uncompressed. Some hundred times what four sentences take.</summary>
    private const int MaxBytes = 256 * 1024;

    /// <summary>Asks once. Of the options it knows the number of tokens and the JSON format.</summary>
    /// <exception cref="HttpRequestException">
    /// No connection, or an answer whose status is no success. The message never quotes the answer, which may echo the
    /// token.
    /// </exception>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="JsonException">The answer is too long, damaged or no chat completion.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Endpoint.Url, "chat/completions"))
        {
            Content = JsonContent.Create(Body(messages, options), ChatJson.Default.JsonObject),
        };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"HTTP {(int)response.StatusCode}", inner: null, response.StatusCode);
        }

        var bytes = await ReadAsync(response, cancellationToken);
        var answer = JsonSerializer.Deserialize(bytes, ChatJson.Default.Completion);
        if (answer?.Choices is not [{ Message.Content: { } text }, ..])
        {
            throw new JsonException("the answer has no text");
        }

        return new ChatResponse(new ChatMessage(ChatRole.Assistant, text)) { ModelId = Endpoint.Name };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => http.Dispose();

    // A parameter of the interface is called options too.
    private ModelOptions Endpoint => options;

    private JsonObject Body(IEnumerable<ChatMessage> messages, ChatOptions? how)
    {
        var body = new JsonObject
        {
            ["model"] = Endpoint.Name,
            ["messages"] = new JsonArray([
                .. messages.Select(message => new JsonObject
                {
                    ["role"] = message.Role.Value,
                    ["content"] = message.Text,
                }),
            ]),
        };
        if (how?.MaxOutputTokens is { } tokens)
        {
            body["max_tokens"] = tokens;
        }

        if (how?.ResponseFormat is ChatResponseFormatJson)
        {
            body["response_format"] = new JsonObject { ["type"] = "json_object" };
        }

        return body;
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var bytes = new byte[MaxBytes];
        try
        {
            var length = await stream.ReadAtLeastAsync(bytes, MaxBytes, throwOnEndOfStream: false, cancellation);
            return length < MaxBytes ? bytes[..length] : throw new JsonException("the answer has no end");
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            // The former comes from damaged gzip, the latter from damaged Brotli.
            throw new JsonException("the answer cannot be decompressed", e);
        }
    }
}
